import { workflowInfo } from '@temporalio/workflow';
import type { SchemaPort } from '../engine/schema-port.ts';
import { toValidationError } from '../engine/validation-error.ts';
import { compiledValidators } from './bundle-manifest.ts';

/** No zod and no ajv in the sandbox: they would cost every run 10 to 27 ms (measured on SDK 1.24). */
export const sandboxSchemas: SchemaPort = {
  toJsonSchema: () => undefined,
  check({ key, side, data }) {
    // A run in flight has been checked when it began: a schema that a deploy made stricter must not break it.
    if (side === 'input' && workflowInfo().unsafe.isReplaying) return;
    const compiled = compiledValidators()[`${key}:${side}`];
    if (compiled === undefined || compiled.validate(data)) return;
    throw toValidationError(compiled.validate.errors ?? [], { data, schema: compiled.schema });
  },
};
