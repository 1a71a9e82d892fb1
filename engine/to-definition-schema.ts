import type { JsonSchema } from '../schemas/json-schema.ts';
import type { Engine } from './engine.ts';

/**
 * The JSON Schema of a definition. In the sandbox there is none: the split drops a definition's schemas, and what is left of one
 * (a computed configuration, say) is not worth the time of every run; `engine.describe` knows what the worker made of it.
 */
export function toDefinitionSchema(
  { keepsBodies, schemas }: Pick<Engine, 'keepsBodies' | 'schemas'>,
  schema: unknown,
): JsonSchema | undefined {
  return keepsBodies ? schemas.toJsonSchema(schema) : undefined;
}
