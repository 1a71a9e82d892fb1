import { extractJson } from './extract-json.ts';
import type { Formatter } from './format.ts';
import { toJsonInstructions } from './to-json-instructions.ts';

/** The first JSON value in the model's text; while it streams, as much of it as has arrived. Null where there is none. */
export const jsonFormat: Formatter = {
  name: 'json',
  config: { format: 'json', contentType: 'application/json', constrained: true, defaultInstructions: false },
  handler: (schema) => ({
    parseMessage: (message) => extractJson(message.text),
    parseChunk: (chunk) => extractJson(chunk.accumulatedText),
    instructions: schema && toJsonInstructions(schema),
  }),
};
