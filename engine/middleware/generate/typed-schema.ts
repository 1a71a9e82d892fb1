import type { JsonSchema } from '../../../schemas/json-schema.ts';

/** A JSON Schema whose values' type is known, as a zod schema's is. */
export interface TypedSchema<TOutput> {
  readonly _output: TOutput;
}

/** The type is the writer's promise: nothing checks it against the schema. */
export function createTypedSchema<TOutput>(schema: JsonSchema): TypedSchema<TOutput> {
  return schema as unknown as TypedSchema<TOutput>;
}
