import type { OutputConfig } from '../../schemas/generate-request.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { FormatOutputOptions, Formatter } from './format.ts';
import { injectInstructions } from './inject-instructions.ts';
import { toFormatName } from './resolve-format.ts';
import { resolveInstructions, shouldInjectInstructions } from './resolve-instructions.ts';

/** The part of a generate call that a format works on. */
export interface FormatInput {
  readonly messages: readonly MessageData[];
  readonly output?: FormatOutputOptions | undefined;
}

/** The same part of the request to the model. */
export interface FormattedRequest {
  readonly messages: MessageData[];
  /** Only what is known: an empty object where nothing was asked for. */
  readonly output: OutputConfig;
}

/**
 * Makes the request's messages and output of what the caller asked for: the format's configuration, under what is set
 * explicitly, and its instructions. Throws INVALID_ARGUMENT where the format does not take the schema.
 * Source: Genkit `ai/src/generate/action.ts`.
 */
export function applyFormat({ messages, output }: FormatInput, formatter: Formatter | undefined): FormattedRequest {
  const instructions = resolveInstructions(formatter, output?.jsonSchema, output?.instructions);
  const injects = formatter !== undefined && shouldInjectInstructions(formatter.config, output);
  return {
    messages: injectInstructions(messages, injects && instructions),
    output: toOutputConfig(output, formatter),
  };
}

function toOutputConfig(output: FormatOutputOptions | undefined, formatter: Formatter | undefined): OutputConfig {
  const format = toFormatName(output) ?? formatter?.config.format;
  const contentType = output?.contentType ?? formatter?.config.contentType;
  const constrained = output?.constrained ?? formatter?.config.constrained;
  return {
    ...(format !== undefined && { format }),
    ...(contentType !== undefined && { contentType }),
    ...(constrained !== undefined && { constrained }),
    ...(output?.jsonSchema !== undefined && { schema: output.jsonSchema }),
  };
}
