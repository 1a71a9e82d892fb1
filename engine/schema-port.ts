import type { ActionKey } from '../schemas/action-key.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/** A value at the border of an action, to be held against the schema of that side. */
export interface SchemaCheck {
  readonly key: ActionKey;
  readonly side: 'input' | 'output';
  readonly schema: JsonSchema | undefined;
  readonly data: unknown;
}

/** Schemas, without the libraries behind them: zod and ajv on Node, validators compiled by the worker in the sandbox. */
export interface SchemaPort {
  /** JSON Schema of what a definition was given: a zod schema or a JSON Schema. Undefined gives undefined. */
  toJsonSchema(schema: unknown): JsonSchema | undefined;
  /** Throws INVALID_ARGUMENT with Genkit's words. */
  check(check: SchemaCheck): void;
  /**
   * Holds a value of the outside (a model's output, say) against a schema that is only known at run time. Undefined in the sandbox
   * where the worker has compiled no validator for that schema: then an activity has to check.
   */
  validate(schema: JsonSchema, data: unknown): SchemaVerdict | undefined;
}

/** `path` has dots between names and is `(root)` for the whole value; `errors` is there where the value does not fit. */
export interface SchemaVerdict {
  readonly valid: boolean;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}
