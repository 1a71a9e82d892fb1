import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Formatter } from './format.ts';

/** One of the schema's values, without the quotes that models like to put around it. A chunk's output is the value so far. */
export const enumFormat: Formatter<string, string> = {
  name: 'enum',
  config: { contentType: 'text/enum', constrained: true },
  handler: (schema) => {
    if (schema !== undefined && schema['type'] !== 'string' && schema['type'] !== 'enum') {
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message: `Must supply a 'string' or 'enum' schema type when using the enum parser format.`,
      });
    }
    return {
      parseMessage: (message) => withoutQuotes(message.text),
      parseChunk: (chunk) => withoutQuotes(chunk.accumulatedText),
      instructions: toInstructions(schema),
    };
  },
};

function withoutQuotes(text: string): string {
  return text.replace(/['"]/g, '').trim();
}

function toInstructions(schema: JsonSchema | undefined): string | undefined {
  const values = schema?.['enum'];
  if (!Array.isArray(values)) return undefined;
  const list = values.map(String).join('\n');
  return `Output should be ONLY one of the following enum values. Do not output any additional information or add quotes.\n\n${list}`;
}
