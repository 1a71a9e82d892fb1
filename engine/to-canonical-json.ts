/**
 * The JSON of a value in one spelling: keys in the order of their UTF-16 units, no spaces, numbers and escapes as `JSON.stringify`
 * writes them. That is RFC 8785, except that lone surrogates are escaped and no error. What JSON leaves out (`undefined`, functions) is
 * left out; a value of which JSON has nothing is `null`.
 */
export function toCanonicalJson(value: unknown): string {
  // the way through text applies `toJSON` and drops what JSON does not have
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? 'null' : write(JSON.parse(text));
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(',')}}`;
}
