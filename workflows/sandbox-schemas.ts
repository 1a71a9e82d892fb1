import { isCapturedSchema, keyOfCapturedSchema } from '../engine/captured-schema.ts';
import { toGenkitForm } from '../engine/named-schemas/to-genkit-form.ts';
import type { SchemaPort } from '../engine/schema-port.ts';
import { toIssue, toValidationError } from '../engine/validation-error.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { bundleManifest, type CompiledValidator } from './bundle-manifest.ts';

/**
 * No ajv in the sandbox, and zod only where the app's flow code makes a schema of what the run alone knows: it costs such a run 10 to
 * 27 ms (measured on SDK 1.24).
 */
export const sandboxSchemas: SchemaPort = {
  toJsonSchema(schema) {
    if (schema === undefined || schema === null) return undefined;
    if (isCapturedSchema(schema)) return capturedJsonSchema(keyOfCapturedSchema(schema));
    if (typeof schema !== 'object' && typeof schema !== 'function') throw noSchema();
    const converter = (schema as Partial<StandardJsonSchema>)['~standard']?.jsonSchema;
    if (converter !== undefined) return convert(converter);
    if (typeof schema === 'function' || '_def' in schema || '_zod' in schema || '~standard' in schema) throw needsWorker();
    return schema as JsonSchema;
  },
  check({ key, side, schema, data }) {
    const compiled = bundleManifest().validators[`${key}:${side}`];
    if (compiled === undefined) return;
    // another app of the process may have a tool of that key: the schema says whose border it is
    const own = schema === undefined ? undefined : validatorOf(schema);
    const validate = own ?? compiled.validate;
    if (validate(data)) return;
    throw toValidationError(validate.errors ?? [], { data, schema: own === undefined || schema === undefined ? compiled.schema : schema });
  },
  validate(schema, data) {
    const validate = validatorOf(schema);
    if (validate === undefined) return undefined;
    return validate(data) ? { valid: true } : { valid: false, errors: (validate.errors ?? []).map(toIssue) };
  },
};

/** As on the worker: what JSON Schema has no words for fits everything, and `$schema` stands last. */
const OPTIONS = { target: 'draft-07', libraryOptions: { unrepresentable: 'any', override: toGenkitForm } } as const;

/** The part of standardschema.dev's JSON Schema interface that is used: zod has it from 4.2. */
interface StandardJsonSchema {
  readonly '~standard': { readonly jsonSchema?: { input(options: typeof OPTIONS): JsonSchema } };
}

function convert(converter: NonNullable<StandardJsonSchema['~standard']['jsonSchema']>): JsonSchema {
  const { $schema, ...rest } = converter.input(OPTIONS);
  return { ...rest, $schema };
}

function capturedJsonSchema(key: string): JsonSchema | undefined {
  const { schemas, unreadableSchemas } = bundleManifest();
  if (Object.hasOwn(schemas, key)) return schemas[key];
  const reason = unreadableSchemas[key];
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      reason === undefined
        ? `The bundle has no schema ${key}. It was made from other sources than the app's: make it again (\`durakit worker\` does so by itself).`
        : `The worker could not read the schema ${key}: ${reason}`,
  });
}

function needsWorker(): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      'This schema cannot become JSON Schema in flow code: it is of zod before 4.2, or of a library without `~standard.jsonSchema`, and is made of ' +
      'what only the run knows. Make it of names at the top of the module, so that the worker converts it, or give a JSON Schema (`jsonSchema`).',
  });
}

function noSchema(): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: "A schema must be a zod schema (`import { z } from 'durakit'`) or a JSON Schema object.",
  });
}

/** By the object first: a captured schema is always the same one. A run has a sandbox of its own, so these are its own. */
const found = new WeakMap<JsonSchema, { readonly validate: CompiledValidator | undefined }>();
let byText: Map<string, CompiledValidator> | undefined;

function validatorOf(schema: JsonSchema): CompiledValidator | undefined {
  const known = found.get(schema);
  if (known !== undefined) return known.validate;
  byText ??= new Map(Object.values(bundleManifest().validators).map((entry) => [JSON.stringify(entry.schema), entry.validate]));
  const validate = byText.get(JSON.stringify(schema));
  found.set(schema, { validate });
  return validate;
}
