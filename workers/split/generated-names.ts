/** The entry that both programs import for their steps. */
export const SPLIT_RUNTIME = 'durakit/split-runtime';

/** Names that the generated code uses, free in the module. */
export interface GeneratedNames {
  readonly capturedStep: string;
  readonly registerStep: string;
  readonly journaledStep: string;
  readonly capturedSchema: string;
  readonly registerSchema: string;
  readonly registerAll: string;
  readonly captured: string;
  readonly arguments: string;
  readonly result: string;
  readonly self: string;
  readonly ai: string;
  readonly written: string;
}

/** All begin with `__durakit`; a module that has such names itself gets others. */
export function createGeneratedNames(code: string): GeneratedNames {
  let prefix = '__durakit';
  while (code.includes(prefix)) prefix += '_';
  return {
    capturedStep: `${prefix}CapturedStep`,
    registerStep: `${prefix}RegisterStep`,
    journaledStep: `${prefix}JournaledStep`,
    capturedSchema: `${prefix}CapturedSchema`,
    registerSchema: `${prefix}RegisterSchema`,
    registerAll: `${prefix}RegisterSteps`,
    captured: `${prefix}Captured`,
    arguments: `${prefix}Arguments`,
    result: `${prefix}Result`,
    self: `${prefix}This`,
    ai: `${prefix}Ai`,
    written: `${prefix}Written`,
  };
}
