import { createHash } from 'node:crypto';
import { toCanonicalJson } from '../../engine/to-canonical-json.ts';
import type { MessageData } from '../../schemas/message.ts';

const HASH = /^[0-9a-f]{64}$/;
const NO_PARENT = '0'.repeat(64);

/** SHA-256 of the parent's 32 bytes (zeros for the first message) and the message's canonical JSON in UTF-8, as hexadecimal digits. */
export function toMessageHash(parent: string | null, message: MessageData): string {
  return createHash('sha256')
    .update(parent ?? NO_PARENT, 'hex')
    .update(toCanonicalJson(message))
    .digest('hex');
}

/** True for 64 lower-case hexadecimal digits. */
export function isMessageHash(text: string): boolean {
  return HASH.test(text);
}
