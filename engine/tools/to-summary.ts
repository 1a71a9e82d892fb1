/** Room for a name and the beginning of its input in Temporal's lists. */
const LENGTH = 100;

/** What tells two calls of one tool apart: `weather({"city":"Oslo"})`. */
export function toSummary(name: string, input: unknown): string {
  const text = `${name}(${input === undefined ? '' : (JSON.stringify(input) ?? '')})`;
  return text.length <= LENGTH ? text : `${text.slice(0, LENGTH - 1)}…`;
}
