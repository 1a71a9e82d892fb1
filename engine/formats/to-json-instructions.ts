import type { JsonSchema } from '../../schemas/json-schema.ts';

/** Genkit's words, for the `json` format and for models that cannot be constrained. */
export function toJsonInstructions(schema: JsonSchema): string {
  return `Output should be in JSON format and conform to the following schema:\n\n\`\`\`\n${JSON.stringify(schema)}\n\`\`\`\n`;
}
