/** What zod 4 tells its `override`, as far as it is needed. */
interface ConvertedSchema {
  readonly zodSchema: { readonly _zod: { readonly def: { readonly type: string } } };
  readonly jsonSchema: Record<string, unknown>;
}

/** Formats that the validator knows, and to which zod adds a pattern of its own. With one of the app's beside it, both stand in `allOf`. */
const FORMATS_WITH_PATTERN: ReadonlySet<unknown> = new Set(['email', 'uuid', 'date-time', 'date', 'time', 'duration', 'ipv4', 'ipv6']);

/** The `override` of zod 4's `toJSONSchema`, for schemas as Genkit emits them: where zod 4 says more, or less, than apps and vendors are used to. Changes `jsonSchema`. */
export function toGenkitForm({ zodSchema, jsonSchema }: ConvertedSchema): void {
  const { type } = zodSchema._zod.def;
  if (type === 'object') {
    // a loose or a plain object; a strict one and one with a catch-all have a schema of their own
    const { additionalProperties } = jsonSchema;
    delete jsonSchema['additionalProperties'];
    jsonSchema['additionalProperties'] = isEmpty(additionalProperties) ? true : additionalProperties;
  }
  if (type === 'record' && JSON.stringify(jsonSchema['propertyNames']) === '{"type":"string"}') delete jsonSchema['propertyNames'];
  if (type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
  if (jsonSchema['type'] === 'integer') {
    if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
    if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  }
  if (type === 'string' && FORMATS_WITH_PATTERN.has(jsonSchema['format'])) delete jsonSchema['pattern'];
}

function isEmpty(schema: unknown): boolean {
  return schema === undefined || (typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0);
}
