import { MAX_PAYLOAD_BYTES } from '../schemas/payload-limit.ts';

/** On the global object: the worker writes it into the sandbox's program as well, which reads no environment. */
const LIMIT = Symbol.for('durakit.payloadLimit');

interface LimitHolder {
  [LIMIT]?: number;
}

/** The most bytes of JSON that a value may have here: what Temporal takes, or more where the worker stores long payloads elsewhere. */
export function payloadLimit(): number {
  return (globalThis as LimitHolder)[LIMIT] ?? MAX_PAYLOAD_BYTES;
}

/** Sets {@link payloadLimit} for this process. */
export function setPayloadLimit(bytes: number): void {
  (globalThis as LimitHolder)[LIMIT] = bytes;
}

/** The statement that does the same in the sandbox's program. */
export function toLimitStatement(bytes: number): string {
  return `globalThis[Symbol.for(${JSON.stringify(LIMIT.description)})] = ${Math.floor(bytes)};`;
}
