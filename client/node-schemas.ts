import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';
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
    // By shape, not by class: the app may have a zod of its own, of the same version or of the one before.
    if (typeof schema === 'object' && '_zod' in schema) {
      return z.toJSONSchema(schema as z.ZodType, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
    }
    if (typeof schema === 'object' && '_def' in schema) {
      return zodToJsonSchema(schema as Parameters<typeof zodToJsonSchema>[0], { $refStrategy: 'none', removeAdditionalStrategy: 'strict' });
    }
    if (typeof schema === 'object') return schema as JsonSchema;
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: "A schema must be a zod schema (`import { z } from 'durakit'`, or a zod 3 or 4 of your own) or a JSON Schema object.",
    });
  },
  check({ schema, data }) {
    if (schema === undefined) return;
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    if (!validate(data)) throw toValidationError(validate.errors ?? [], { data, schema });
  },
};
