import { APICallError } from '@ai-sdk/provider';
import { isErrorLike } from './to-safe-cause.ts';

/** A failure below HTTP. `unreachable`: no connection came about. `broken`: it broke. `timeout`: nothing came for too long. */
export interface NetworkFailure {
  readonly kind: 'unreachable' | 'broken' | 'timeout';
  readonly reason: string;
}

/** Node's and undici's codes. */
const KIND_OF_CODE: Readonly<Record<string, NetworkFailure['kind']>> = {
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  ECONNABORTED: 'broken',
  ECONNRESET: 'broken',
  EPIPE: 'broken',
  ETIMEDOUT: 'broken',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'broken',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'broken',
  UND_ERR_SOCKET: 'broken',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
};

const MAX_DEPTH = 6;

/** Looks for a failure of the network in an error and its causes: `fetch` hides it under a `TypeError` that says nothing. */
export function findNetworkFailure(error: unknown): NetworkFailure | undefined {
  let isFetchError = false;
  let reason = '';
  let current: unknown = error;
  for (let depth = 0; isErrorLike(current) && depth < MAX_DEPTH; depth++) {
    const { name, message, code, cause } = current;
    const kind = typeof code === 'string' ? KIND_OF_CODE[code] : undefined;
    if (kind !== undefined) return { kind, reason: message === '' ? String(code) : message };
    if (name === 'TimeoutError') return { kind: 'timeout', reason: message };
    if (name === 'TypeError' && message === 'terminated') return { kind: 'broken', reason: 'it was closed before the answer was complete' };
    // the second is the vendors' packages' own form of the first
    isFetchError ||= message === 'fetch failed' || (APICallError.isInstance(current) && current.statusCode === undefined);
    reason = message;
    current = cause;
  }
  return isFetchError ? { kind: 'unreachable', reason } : undefined;
}
