import type { SchemaPort } from '../engine/schema-port.ts';
import { toValidationError } from '../engine/validation-error.ts';
import { compiledValidators } from './bundle-manifest.ts';

/** No zod and no ajv in the sandbox: they would cost every run 10 to 27 ms (measured on SDK 1.24). */
export const sandboxSchemas: SchemaPort = {
  toJsonSchema: () => undefined,
  check({ key, side, data }) {
    const compiled = compiledValidators()[`${key}:${side}`];
    if (compiled === undefined || compiled.validate(data)) return;
    throw toValidationError(compiled.validate.errors ?? [], { data, schema: compiled.schema });
  },
};
