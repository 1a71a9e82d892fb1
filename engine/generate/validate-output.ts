import type { ActionKey } from '../../schemas/action-key.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { SchemaVerdict } from '../schema-port.ts';
import type { GenerateResponse } from './generate-response.ts';

/** The action that holds a value against a schema that the sandbox has no validator for. */
export const VALIDATE_KEY: ActionKey = '/util/validate';

/** What is wrong with an answer. */
export interface OutputProblem {
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly data: unknown;
  readonly schema: JsonSchema;
}

/** Holds an answer against the schema that was asked for. */
export async function findOutputProblem(engine: Engine, response: GenerateResponse): Promise<OutputProblem | undefined> {
  const schema = response.request?.output?.schema;
  if (schema === undefined) return undefined;
  const data = response.output;
  const { valid, errors = [] } =
    engine.schemas.validate(schema, data) ??
    ((await callAction(engine, { key: VALIDATE_KEY, name: 'validate output', input: { schema, data }, options: {} })) as SchemaVerdict);
  return valid ? undefined : { errors, data, schema };
}
