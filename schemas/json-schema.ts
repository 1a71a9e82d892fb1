/** A JSON Schema (draft-07, as Genkit emits it). */
export type JsonSchema = Readonly<Record<string, unknown>>;
