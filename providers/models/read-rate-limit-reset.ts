type Headers = Readonly<Record<string, string>>;

/** `x-ratelimit-reset-tokens`, `anthropic-ratelimit-tokens-reset`, `ratelimit-reset`. */
const RESET_HEADER = /ratelimit.*\breset\b/;

/** Above these, a number is no length of time but a point in it: seconds or milliseconds since 1970. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

const UNIT_MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * When the limits that are used up are free again, in milliseconds from the answer: the longest of the rate-limit reset headers whose
 * `remaining` is 0 or missing. Vendors write them as seconds (`7`), as lengths (`6m0s`, `17.379s`, `130ms`), as dates (`2025-11-23T13:21:07Z`)
 * and as seconds or milliseconds since 1970. Undefined where nothing is used up or nothing is said. Names of headers are lower case.
 */
export function readRateLimitReset(headers: Headers = {}): number | undefined {
  const waits = Object.entries(headers)
    .filter(([name]) => RESET_HEADER.test(name) && isUsedUp(headers[name.replace('reset', 'remaining')]))
    .flatMap(([, value]) => toWait(value, headers) ?? []);
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** A length of time as vendors write it: `6m0s`, `1h2m3.5s`, `130ms`, `24 seconds`. */
export function readTimeSpan(text: string): number | undefined {
  const pieces = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hours?|d|days?)(?![a-z])/gi)];
  if (pieces.length === 0) return undefined;
  return Math.round(pieces.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * toUnit(unit.toLowerCase()), 0));
}

function toUnit(word: string): number {
  return UNIT_MILLISECONDS[/^(ms|milli)/.test(word) ? 'ms' : word.slice(0, 1)] ?? 0;
}

function isUsedUp(remaining: string | undefined): boolean {
  return remaining === undefined || Number(remaining) <= 0;
}

function toWait(value: string, headers: Headers): number | undefined {
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return fromNumber(Number(text), headers);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return untilDate(Date.parse(text), headers);
  return /^[\d.]+\s*[a-z]/i.test(text) ? readTimeSpan(text) : undefined;
}

function fromNumber(number: number, headers: Headers): number | undefined {
  if (number >= EPOCH_MILLISECONDS) return untilDate(number, headers);
  return number >= EPOCH_SECONDS ? untilDate(number * 1_000, headers) : Math.round(number * 1_000);
}

/** Held against the answer's own `Date`, so a wrong clock on this machine does no harm. */
function untilDate(date: number, headers: Headers): number | undefined {
  if (Number.isNaN(date)) return undefined;
  const answered = Date.parse(headers['date'] ?? '');
  return Math.max(0, date - (Number.isNaN(answered) ? Date.now() : answered));
}
