/**
 * `durakit/schema` in Temporal's workflow sandbox: the schemas that the worker found in flow code are compiled there.
 * @module
 */
import { createSchemaFunctions, type SchemaFunctions } from './engine/named-schemas/provided-schema.ts';
import { sandboxSchemas } from './workflows/sandbox-schemas.ts';

export { annotateSchema, GENKIT_UI_METADATA, GENKIT_UI_WIDGETS, type SchemaAnnotations } from './engine/named-schemas/annotate-schema.ts';
export type { ProvidedSchema } from './engine/named-schemas/provided-schema.ts';
export type { JsonSchema, JsonSchema as JSONSchema } from './schemas/json-schema.ts';
export { z } from 'zod';

const functions: SchemaFunctions = createSchemaFunctions(sandboxSchemas);

/** draft-07 JSON Schema of a zod schema that the worker has converted; a JSON Schema is given back as it is. */
export const toJsonSchema: SchemaFunctions['toJsonSchema'] = functions.toJsonSchema;
/** As on Node. Throws FAILED_PRECONDITION for a schema that only exists at run time. */
export const validateSchema: SchemaFunctions['validateSchema'] = functions.validateSchema;
/** As {@link validateSchema}, and throws INVALID_ARGUMENT for data that does not fit. */
export const parseSchema: SchemaFunctions['parseSchema'] = functions.parseSchema;
