import type { InferSchema } from './standard-schema.ts';

/** The type of an action's own options: its configuration schema's, or anything where none is known, as in Genkit. */
export type OptionsOf<TConfigSchema> = unknown extends TConfigSchema ? any : InferSchema<TConfigSchema>; // eslint-disable-line @typescript-eslint/no-explicit-any -- options without a schema are the caller's business
