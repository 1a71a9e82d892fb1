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
  /** JSON Schema of what a definition was given: a zod schema or a JSON Schema. In the sandbox always undefined. */
  toJsonSchema(schema: unknown): JsonSchema | undefined;
  /** Throws INVALID_ARGUMENT with Genkit's words. */
  check(check: SchemaCheck): void;
}
