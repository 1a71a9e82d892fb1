import { createHash } from 'node:crypto';
import { toCanonicalJson } from '../../engine/to-canonical-json.ts';

/** SHA-256 in hex of the value's JSON with sorted keys: the same for equal values, whoever wrote them. */
export function toContentHash(value: unknown): string {
  return createHash('sha256').update(toCanonicalJson(value)).digest('hex');
}
