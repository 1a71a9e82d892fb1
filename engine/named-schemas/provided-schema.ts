import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { SchemaPort, SchemaVerdict } from '../schema-port.ts';
import { toValidationErrorOf } from '../validation-error.ts';

/** A schema in one of its two forms; the JSON Schema wins. Source: Genkit `core/src/schema.ts`, `ProvidedSchema`. */
export interface ProvidedSchema {
  readonly schema?: unknown;
  readonly jsonSchema?: JsonSchema | undefined;
}

/** Genkit's functions for schemas, outside of definitions. */
export interface SchemaFunctions {
  /** draft-07; undefined where neither form is given. */
  toJsonSchema(provided: ProvidedSchema): JsonSchema | undefined;
  /** Anything is valid without a schema. */
  validateSchema(data: unknown, provided: ProvidedSchema): SchemaVerdict & { readonly schema: JsonSchema | undefined };
  /** The data as it came. Throws INVALID_ARGUMENT with all that does not fit. */
  parseSchema<TData = unknown>(data: unknown, provided: ProvidedSchema): TData;
}

/** Binds the functions to what converts and validates. */
export function createSchemaFunctions(port: Pick<SchemaPort, 'toJsonSchema' | 'validate'>): SchemaFunctions {
  const toJsonSchema = ({ schema, jsonSchema }: ProvidedSchema): JsonSchema | undefined => jsonSchema ?? port.toJsonSchema(schema);
  const validateSchema: SchemaFunctions['validateSchema'] = (data, provided) => {
    const schema = toJsonSchema(provided);
    if (schema === undefined) return { valid: true, schema };
    const verdict = port.validate(schema, data);
    if (verdict === undefined) throw noValidator();
    return { ...verdict, schema };
  };
  return {
    toJsonSchema,
    validateSchema,
    parseSchema: <TData>(data: unknown, provided: ProvidedSchema): TData => {
      const { valid, errors = [], schema } = validateSchema(data, provided);
      if (!valid) throw toValidationErrorOf(errors, { data, schema });
      return data as TData;
    },
  };
}

function noValidator(): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'This schema cannot be checked in flow code: no validator was compiled for it. Check it in a step (ai.run).',
  });
}
