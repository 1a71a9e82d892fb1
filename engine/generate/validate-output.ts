import type { ActionKey } from '../../schemas/action-key.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { SchemaVerdict } from '../schema-port.ts';
import { toValidationErrorOf } from '../validation-error.ts';
import type { GenerateResponse } from './generate-response.ts';

/** The action that holds a value against a schema that the sandbox has no validator for. */
export const VALIDATE_KEY: ActionKey = '/util/validate';

/** Throws INVALID_ARGUMENT, with Genkit's words, where an answer does not fit the schema that was asked for. */
export async function validateOutput(engine: Engine, response: GenerateResponse): Promise<void> {
  const schema = response.request?.output?.schema;
  if (schema === undefined) return;
  const data = response.output;
  const { valid, errors = [] } =
    engine.schemas.validate(schema, data) ??
    ((await callAction(engine, { key: VALIDATE_KEY, name: 'validate output', input: { schema, data }, options: {} })) as SchemaVerdict);
  if (!valid) throw toValidationErrorOf(errors, { data, schema });
}
