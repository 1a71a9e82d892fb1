import type { PromptGenerateOptions, RenderedOptions } from './generation-port.ts';
import type { PromptDefinition } from './prompt-definition.ts';
import { toMiddlewareReference, toToolName, type PromptOptionsData } from './to-prompt-options.ts';

/**
 * What was rendered, with the options of the call over it: `config` key by key, everything else replaced. Source: Genkit
 * `ai/src/prompt.ts`. `definition`: the prompt of code, for what of it does not travel as JSON.
 */
export function mergeOptions(
  rendered: PromptOptionsData,
  definition: PromptDefinition | undefined,
  { messages: _history, config, metadata, ...options }: PromptGenerateOptions,
): RenderedOptions {
  const merged = { ...rendered.config, ...config };
  const { config: _merged, ...base } = rendered;
  return {
    ...base,
    ...toLocalParts(definition),
    ...withoutUndefined(options),
    ...((config !== undefined || Object.keys(merged).length > 0) && { config: merged }),
    metadata: { ...metadata, ...rendered.metadata },
  };
}

/** Tools that are not registered and middleware that is a function: as lists, because their order counts. */
function toLocalParts(definition: PromptDefinition | undefined): Pick<PromptGenerateOptions, 'tools' | 'use'> {
  const { tools, use } = definition ?? {};
  return {
    ...(tools?.some((tool) => toToolName(tool) === undefined) === true && { tools }),
    ...(use?.some(carriesCode) === true && { use }),
  };
}

/** A function, or a reference with its middleware attached: as JSON the first is nothing and the second a bare name. */
function carriesCode(middleware: unknown): boolean {
  return (
    toMiddlewareReference(middleware) === undefined ||
    (typeof middleware === 'object' && Reflect.ownKeys(middleware as object).some((key) => typeof key === 'symbol'))
  );
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
}
