interface Schema {
  readonly type?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
}

/** A value of the form that a JSON Schema wants, to be filled in by a person: its required properties, nothing that is optional. */
export function createExampleInput(schema: object): unknown {
  const { type, default: preset, enum: choices, const: only, required = [], properties = {}, anyOf } = schema as Schema;
  if (preset !== undefined) return preset;
  if (only !== undefined) return only;
  if (choices !== undefined) return choices[0];
  if (anyOf?.[0] !== undefined) return createExampleInput(anyOf[0]);
  switch (Array.isArray(type) ? (type as unknown[])[0] : type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, createExampleInput(properties[name] ?? {})]));
    case 'array':
      return [];
    case 'string':
      return '…';
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return null;
  }
}
