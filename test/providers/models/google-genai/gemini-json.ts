/** Any JSON object. */
export type Json = Readonly<Record<string, unknown>>;

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map((item) => asJson(item)) : [];
}

/** A text, or the empty one. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Fields whose keys are the app's, not the vendor's. */
const FOREIGN: ReadonlySet<string> = new Set([
  'args',
  'parameters',
  'parametersJsonSchema',
  'response',
  'responseJsonSchema',
  'responseSchema',
]);

/** A body with the vendor's names in camel case: it takes both, and the recorded clients use both. */
export function toCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toCamelCase(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = key.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
      return [name, FOREIGN.has(name) ? item : toCamelCase(item)];
    }),
  );
}
