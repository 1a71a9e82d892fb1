import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { extractItems } from './extract-items.ts';
import type { Formatter } from './format.ts';

/** The items of the first array in the model's text; a chunk's output is the items that it completed. */
export const arrayFormat: Formatter<unknown[], unknown[]> = {
  name: 'array',
  config: { contentType: 'application/json', constrained: true },
  handler: (schema) => {
    if (schema !== undefined && schema['type'] !== 'array') {
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message: `Must supply an 'array' schema type when using the 'items' parser format.`,
      });
    }
    return {
      parseMessage: (message) => extractItems(message.text).items,
      parseChunk: (chunk) => extractItems(chunk.accumulatedText, extractItems(chunk.previousText).cursor).items,
      instructions: schema && toInstructions(schema),
    };
  },
};

// the odd white space is Genkit's: recorded prompts of an app that moves here stay the same
function toInstructions(schema: JsonSchema): string {
  return `Output should be a JSON array conforming to the following schema:\n    \n\`\`\`\n${JSON.stringify(schema)}\n\`\`\`\n    `;
}
