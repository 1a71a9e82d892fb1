import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Engine } from '../engine.ts';

/** Schemas by name: prompts and their files refer to them. */
export interface SchemasApi {
  /** Registers a zod schema and gives it back. Throws ALREADY_EXISTS: `Schema … already registered`. */
  defineSchema<TSchema>(name: string, schema: TSchema): TSchema;
  /** Registers a JSON Schema and gives it back. Throws ALREADY_EXISTS. */
  defineJsonSchema(name: string, jsonSchema: JsonSchema): JsonSchema;
}

/** Binds the definitions of schemas to an engine. */
export function createSchemasApi({ registry }: Engine): SchemasApi {
  return {
    defineSchema: (name, schema) => {
      registry.registerSchema(name, { schema });
      return schema;
    },
    defineJsonSchema: (name, jsonSchema) => {
      registry.registerSchema(name, { jsonSchema });
      return jsonSchema;
    },
  };
}
