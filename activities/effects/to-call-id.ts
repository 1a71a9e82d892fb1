import { createHash } from 'node:crypto';
import type { EffectCall } from '../../engine/effect-store.ts';

/** A UUID made of where a call is: vendors take one as an idempotency key, whatever length they allow. Version 8 of RFC 9562. */
export function toCallId({ workflowId, runId, place, tool, inputHash, number }: Omit<EffectCall, 'callId' | 'holder'>): string {
  const hex = toHash([workflowId, runId, place, tool, inputHash, number]);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** What an input, or any other JSON, is recognised by. */
export function toHash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? 'undefined')
    .digest('hex');
}
