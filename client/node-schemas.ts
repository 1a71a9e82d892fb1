import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { z } from 'zod';
import type { SchemaPort } from '../engine/schema-port.ts';
import { toValidationError } from '../engine/validation-error.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/** Genkit's settings of ajv: all errors at once, unknown keywords and formats tolerated. */
export function createAjv(options: { code?: { source: boolean; esm: boolean } } = {}): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false, ...options });
  // ajv-formats is CommonJS: its default export arrives once more wrapped.
  (formats as unknown as (instance: Ajv) => void)(ajv);
  return ajv;
}

const ajv = createAjv();
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** zod gives JSON Schema, ajv holds values against it. As in Genkit, refinements and transforms of zod do not apply to borders. */
export const nodeSchemas: SchemaPort = {
  toJsonSchema(schema) {
    if (schema === undefined || schema === null) return undefined;
    if (schema instanceof z.ZodType) return z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
    if (typeof schema === 'object' && !('_def' in schema)) return schema as JsonSchema;
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: "A schema must be a zod 4 schema (`import { z } from 'durakit'`) or a JSON Schema object.",
    });
  },
  check({ schema, data }) {
    if (schema === undefined) return;
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    if (!validate(data)) throw toValidationError(validate.errors ?? [], { data, schema });
  },
};
