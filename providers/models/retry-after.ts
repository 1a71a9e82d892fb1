/**
 * How long a vendor asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` as seconds or as a date. A date is held
 * against the answer's own `Date`, so a wrong clock on this machine does no harm. Names of headers are lower case.
 */
export function readRetryAfter(headers: Readonly<Record<string, string>> = {}): number | undefined {
  const milliseconds = toNumber(headers['retry-after-ms']);
  if (milliseconds !== undefined) return Math.round(milliseconds);
  const text = headers['retry-after'];
  const seconds = toNumber(text);
  if (seconds !== undefined) return Math.round(seconds * 1000);
  const date = text === undefined ? Number.NaN : Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  const answered = Date.parse(headers['date'] ?? '');
  return Math.max(0, date - (Number.isNaN(answered) ? Date.now() : answered));
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
