import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { extractJson } from './extract-json.ts';
import type { Formatter } from './format.ts';
import { repairJson } from './repair-json.ts';

/** One JSON object a line; other lines are ignored. A chunk's output is the objects that it completed, each once. */
export const jsonlFormat: Formatter<unknown[], unknown[]> = {
  name: 'jsonl',
  config: { contentType: 'application/jsonl' },
  handler: (schema) => {
    const items = schema?.['items'];
    if (schema !== undefined && (schema['type'] !== 'array' || !isObjectSchema(items))) {
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message: `Must supply an 'array' schema type containing 'object' items when using the 'jsonl' parser format.`,
      });
    }
    return {
      parseMessage: (message) => parseLines(toObjectLines(message.text)),
      parseChunk: ({ accumulatedText, previousText }) => {
        const start = previousText.lastIndexOf('\n') + 1;
        const known = toClosedObjects(previousText.slice(start));
        return toClosedObjects(accumulatedText.slice(start)).slice(known.length);
      },
      instructions: isObjectSchema(items) ? toInstructions(items) : undefined,
    };
  },
};

function isObjectSchema(schema: unknown): schema is JsonSchema {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'object';
}

function toObjectLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('{'));
}

// an object counts from its closing brace on, not from the end of its line: the last line of an answer often has no end
function toClosedObjects(text: string): unknown[] {
  return parseLines(toObjectLines(text).filter((line) => repairJson(line).closed));
}

function parseLines(lines: readonly string[]): unknown[] {
  return lines.map((line) => extractJson(line)).filter((value) => value !== null);
}

// the odd white space is Genkit's: recorded prompts of an app that moves here stay the same
function toInstructions(items: JsonSchema): string {
  return `Output should be JSONL format, a sequence of JSON objects (one per line) separated by a newline \`\\n\` character. Each line should be a JSON object conforming to the following schema:\n\n\`\`\`\n${JSON.stringify(items)}\n\`\`\`\n    `;
}
