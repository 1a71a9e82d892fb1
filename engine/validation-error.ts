import { DurakitError } from '../schemas/durakit-error.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/** The part of ajv's error object that the message is made of. */
export interface ValidationIssue {
  readonly instancePath: string;
  readonly message?: string | undefined;
}

/** The error of data that does not fit its schema, word for word Genkit's (`core/src/schema.ts`). */
export function toValidationError(
  issues: readonly ValidationIssue[],
  { data, schema }: { data: unknown; schema: JsonSchema | undefined },
): DurakitError {
  return toValidationErrorOf(issues.map(toIssue), { data, schema });
}

/** The same, of issues that are in Genkit's form already. */
export function toValidationErrorOf(
  errors: readonly { readonly path: string; readonly message: string }[],
  { data, schema }: { data: unknown; schema: JsonSchema | undefined },
): DurakitError {
  const list = errors.map(({ path, message }) => `- ${path}: ${message}`).join('\n');
  const message =
    `Schema validation failed. Parse Errors:\n\n${list}\n\n` +
    `Provided data:\n\n${JSON.stringify(data, null, 2)}\n\nRequired JSON schema:\n\n${JSON.stringify(schema, null, 2)}`;
  return new DurakitError({ status: 'INVALID_ARGUMENT', message, details: { errors, schema } });
}

/** Where and what, in Genkit's form: dots between the names, `(root)` for the whole. */
export function toIssue({ instancePath, message = 'is not valid' }: ValidationIssue): { path: string; message: string } {
  const path = instancePath.slice(1).replaceAll('/', '.');
  return { path: path === '' ? '(root)' : path, message };
}
