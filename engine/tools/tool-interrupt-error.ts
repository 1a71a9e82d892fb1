import { DurakitError } from '../../schemas/durakit-error.ts';

/** What tells an interrupt from an error, on both sides of a border. */
const FIELD = 'durakit:interrupt';

/**
 * Thrown by a tool that wants an answer from outside before it goes on; `ctx.interrupt()` does it. The generate loop takes it
 * for an interrupt and not for a failure. Source: Genkit `ai/src/tool.ts`.
 */
export class ToolInterruptError extends DurakitError {
  /** What the tool wants to say to whoever answers. JSON. */
  readonly metadata: Readonly<Record<string, unknown>> | undefined;

  constructor(metadata?: Readonly<Record<string, unknown>>) {
    super({ status: 'FAILED_PRECONDITION', message: 'a tool asks for an answer', details: { [FIELD]: metadata ?? true } });
    this.name = 'ToolInterruptError';
    this.metadata = metadata;
  }

  /** Errors that crossed a border have lost their class and kept their details. */
  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    return interruptOf(value) !== undefined;
  }
}

/** What a tool said when it interrupted: its metadata, or `true` where it gave none. Undefined for any other error. */
export function interruptOf(error: unknown): unknown {
  if (isForeignInterrupt(error)) return error.metadata ?? true;
  const details: unknown = error instanceof DurakitError ? error.details : undefined;
  if (typeof details !== 'object' || details === null || !(FIELD in details)) return undefined;
  return details[FIELD] ?? true;
}

/** Genkit's own class, in an app that has both packages. */
function isForeignInterrupt(error: unknown): error is { readonly metadata?: unknown } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === 'ToolInterruptError' &&
    !(error instanceof DurakitError)
  );
}
