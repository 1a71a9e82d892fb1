import type { JsonSchema } from '../../schemas/json-schema.ts';

/** The schema of a model's input, of which only the configuration is the model's own. References within it stay right. */
export function toModelInputSchema(config: JsonSchema | undefined): JsonSchema | undefined {
  if (config === undefined) return undefined;
  const { $schema, $defs, definitions, ...schema } = config;
  return {
    type: 'object',
    properties: { config: schema },
    ...($defs !== undefined && { $defs }),
    ...(definitions !== undefined && { definitions }),
    ...($schema !== undefined && { $schema }),
  };
}
