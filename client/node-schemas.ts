import type { ValidateFunction } from 'ajv';
import type { SchemaPort } from '../engine/schema-port.ts';
import { toIssue, toValidationError } from '../engine/validation-error.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { compileSchema } from './compile-schema.ts';
import { toDraft07 } from './to-draft-07.ts';

export { createAjv } from './compile-schema.ts';

const converted = new WeakMap<object, JsonSchema>();

/** zod gives JSON Schema, ajv holds values against it. As in Genkit, refinements and transforms of zod do not apply to borders. */
export const nodeSchemas: SchemaPort = {
  toJsonSchema(schema) {
    if (schema === undefined || schema === null) return undefined;
    if (typeof schema !== 'object') throw noSchema();
    const json = converted.get(schema) ?? toDraft07(schema) ?? (schema as JsonSchema);
    converted.set(schema, json);
    return json;
  },
  check({ schema, data }) {
    if (schema === undefined) return;
    const issues = issuesOf(schema, data);
    if (issues !== undefined) throw toValidationError(issues, { data, schema });
  },
  validate(schema, data) {
    const issues = issuesOf(schema, data);
    return issues === undefined ? { valid: true } : { valid: false, errors: issues.map(toIssue) };
  },
};

/** Undefined where the data fits. */
function issuesOf(schema: JsonSchema, data: unknown): NonNullable<ValidateFunction['errors']> | undefined {
  const validate = compileSchema(schema);
  return validate(data) ? undefined : (validate.errors ?? []);
}

function noSchema(): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: "A schema must be a zod schema (`import { z } from 'durakit'`, or a zod 3 or 4 of your own) or a JSON Schema object.",
  });
}
