import type { SchemaCheck, SchemaPort } from '../engine/schema-port.ts';
import { toValidationError, type ValidationIssue } from '../engine/validation-error.ts';
import { workflowInfo } from '@temporalio/workflow';

/** A validator that the worker compiled when it made the bundle: true, or false with its findings in `errors`. */
export interface CompiledValidator {
  (data: unknown): boolean;
  errors?: readonly ValidationIssue[] | null;
}

/** By `<action key>:<side>`, with the schema for the message. */
export type CompiledValidators = Readonly<Record<string, { readonly validate: CompiledValidator; readonly schema: SchemaCheck['schema'] }>>;

let validators: CompiledValidators = {};

/** Called by the bundle's entry, which the worker writes, before the app's modules are evaluated. */
export function setCompiledValidators(compiled: CompiledValidators): void {
  validators = compiled;
}

/** No zod and no ajv in the sandbox: they would cost every run 10 to 27 ms (measured on SDK 1.24). */
export const sandboxSchemas: SchemaPort = {
  toJsonSchema: () => undefined,
  check({ key, side, data }) {
    // A run in flight has been checked when it began: a schema that a deploy made stricter must not break it.
    if (side === 'input' && workflowInfo().unsafe.isReplaying) return;
    const compiled = validators[`${key}:${side}`];
    if (compiled === undefined || compiled.validate(data)) return;
    throw toValidationError(compiled.validate.errors ?? [], { data, schema: compiled.schema });
  },
};
