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
  // a date has the names of a day and a month; Date.parse takes `-5` for one as well
  const date = text !== undefined && /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) return undefined;
  const answered = Date.parse(headers['date'] ?? '');
  return Math.max(0, date - (Number.isNaN(answered) ? Date.now() : answered));
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
