import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { FormatConfig, FormatOutputOptions, Formatter } from './format.ts';

/** The caller's own text, else the format's. Throws INVALID_ARGUMENT where the format does not take the schema. */
export function resolveInstructions(
  formatter: Formatter | undefined,
  schema: JsonSchema | undefined,
  option: boolean | string | undefined,
): string | undefined {
  if (typeof option === 'string') return option;
  if (option === false) return undefined;
  return formatter?.handler(schema).instructions;
}

/** Whether instructions go into the prompt: never with `instructions: false`, always where they are asked for, else as the format says. */
export function shouldInjectInstructions(config: FormatConfig | undefined, output: FormatOutputOptions | undefined): boolean {
  if (output?.instructions === false) return false;
  return config?.defaultInstructions !== false || Boolean(output?.instructions);
}
