import type { JsonSchema } from '../schemas/json-schema.ts';

/**
 * The schema of a request whose `options` are of the definition's own kind, so that they are checked and lists show them.
 * Source: Genkit `mergedInputJsonSchema`. A schema with references stays out: they would lead to other places from inside another schema.
 */
export function mergeInputSchema(
  request: JsonSchema,
  options: JsonSchema | undefined,
  others: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  const properties = Object.entries({ ...(options !== undefined && { options }), ...others }).filter(([, schema]) =>
    isSelfContained(schema),
  );
  if (properties.length === 0) return request;
  const merged = Object.fromEntries(properties.map(([name, schema]) => [name, withoutDialect(schema)]));
  return { ...request, properties: { ...(request['properties'] as JsonSchema), ...merged } };
}

function isSelfContained(schema: JsonSchema): boolean {
  return !JSON.stringify(schema).includes('"$ref"');
}

function withoutDialect({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
