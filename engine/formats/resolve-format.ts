import type { Engine } from '../engine.ts';
import { BUILT_IN_FORMATS } from './built-in-formats.ts';
import type { FormatOutputOptions, Formatter } from './format.ts';

/**
 * The format of a call: the app's own before the built-in ones; a schema without a format means `json`.
 * Undefined where the name is not known: models have formats of their own (`media`), so that is no error, as in Genkit.
 */
export function resolveFormat(engine: Pick<Engine, 'registry'>, output: FormatOutputOptions | undefined): Formatter | undefined {
  const name = toFormatName(output);
  if (name === undefined) return undefined;
  return engine.registry.lookupValue<Formatter>('format', name) ?? BUILT_IN_FORMATS.get(name);
}

/** The name alone: what the request to the model says. */
export function toFormatName(output: FormatOutputOptions | undefined): string | undefined {
  if (output?.format) return output.format;
  return output?.schema || output?.jsonSchema ? 'json' : undefined;
}
