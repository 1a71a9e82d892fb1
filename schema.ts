/**
 * Schemas outside of definitions: conversion, validation and annotations. Stands in for `genkit/schema`.
 * @module
 */
import { nodeSchemas } from './client/node-schemas.ts';
import { createSchemaFunctions, type SchemaFunctions } from './engine/named-schemas/provided-schema.ts';

export { z } from 'zod';
export { annotateSchema, GENKIT_UI_METADATA, GENKIT_UI_WIDGETS, type SchemaAnnotations } from './engine/named-schemas/annotate-schema.ts';
export type { ProvidedSchema } from './engine/named-schemas/provided-schema.ts';
export type { JsonSchema, JsonSchema as JSONSchema } from './schemas/json-schema.ts';

const functions: SchemaFunctions = createSchemaFunctions(nodeSchemas);

/** draft-07 JSON Schema of a zod 3 or 4 schema; a JSON Schema is given back as it is. */
export const toJsonSchema: SchemaFunctions['toJsonSchema'] = functions.toJsonSchema;
/** Holds data against a schema, and says what does not fit. */
export const validateSchema: SchemaFunctions['validateSchema'] = functions.validateSchema;
/** As {@link validateSchema}, but throws INVALID_ARGUMENT. zod's refinements, transforms and defaults are not applied. */
export const parseSchema: SchemaFunctions['parseSchema'] = functions.parseSchema;
