/** Any JSON object. */
export type Json = Readonly<Record<string, unknown>>;

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map((item) => asJson(item)) : [];
}

/** Contents may be a text or a list of blocks. */
export function toBlocks(content: unknown): readonly Json[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : asList(content);
}

/** A text, or the empty one. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
