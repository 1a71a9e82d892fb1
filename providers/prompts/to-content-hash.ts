import { createHash } from 'node:crypto';

/** SHA-256 in hex of the value's JSON with sorted keys: the same for equal values, whoever wrote them. */
export function toContentHash(value: unknown): string {
  return createHash('sha256').update(toCanonicalJson(value)).digest('hex');
}

function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (isPlainObject(item) ? sortKeys(item) : item)) ?? 'null';
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
