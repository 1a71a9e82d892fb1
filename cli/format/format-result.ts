/** A result for people: text as it is, anything else as JSON. */
export function formatResult(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(result ?? null, null, 2);
}
