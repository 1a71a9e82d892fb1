import { DurakitError } from '../../schemas/durakit-error.ts';
import { isStatusName, STATUS_CODES, type StatusName } from '../../schemas/status.ts';
import { currentCaller } from '../call-action.ts';
import { currentEngine } from '../current-engine.ts';
import { findRetryAfter } from '../models/classify-error.ts';
import { interruptOf } from '../tools/tool-interrupt-error.ts';

/** Options of both `retry` middlewares. Source: Genkit `ai/src/model/middleware.ts`. */
export interface RetryMiddlewareOptions {
  /** Tries after the first. Default 3. */
  readonly maxRetries?: number;
  /** Default {@link RETRY_STATUSES}. Errors that are not of this package are always tried again. */
  readonly statuses?: readonly string[];
  /** Default 1000. */
  readonly initialDelayMs?: number;
  /** Default 60000; what the jitter adds comes on top. */
  readonly maxDelayMs?: number;
  /** Default 2. */
  readonly backoffFactor?: number;
  /** The jitter is up to 1 s before the second try, and twice as much each time. Default false: there is one. */
  readonly noJitter?: boolean;
  /** Told each error that will be tried again, and the number of the try that it came from. */
  readonly onError?: (error: Error, attempt: number) => void;
}

/** What is worth another try where nothing else is said. */
export const RETRY_STATUSES: readonly StatusName[] = ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'ABORTED', 'INTERNAL'];

/** Names under which errors of the language cross from an activity. */
const FOREIGN_NAMES: readonly string[] = ['Error', 'TypeError', 'RangeError', 'SyntaxError'];

/**
 * Calls until it succeeds. The waits are the flow's own: durable timers in the sandbox, cancelled with the run. A wait is never
 * shorter than the vendor asked for (`details.retryAfterMs`). Cancels and interrupts are not tried again.
 */
export async function retryCalls<T>(call: () => Promise<T>, options: RetryMiddlewareOptions = {}): Promise<T> {
  const {
    maxRetries = 3,
    statuses = RETRY_STATUSES,
    initialDelayMs = 1000,
    maxDelayMs = 60_000,
    backoffFactor = 2,
    noJitter = false,
  } = options;
  let delay = initialDelayMs;
  for (let retries = 0; ; retries++) {
    try {
      return await call();
    } catch (error) {
      if (retries >= maxRetries || !isWorthARetry(error, statuses)) throw error;
      options.onError?.(error as Error, retries + 1);
      const jitter = noJitter || isJournaled() ? 0 : 1000 * 2 ** retries * Math.random();
      await sleep(Math.max(delay + jitter, findRetryAfter(error) ?? 0), retries + 2);
      delay = Math.min(delay * backoffFactor, maxDelayMs);
    }
  }
}

/** What Temporal must leave to the middleware, so that the tries of the two never multiply: every error. A worker's death stays Temporal's business. */
export function toLeftAlone(): string[] {
  return [...(Object.keys(STATUS_CODES) as StatusName[]), ...FOREIGN_NAMES];
}

function isWorthARetry(error: unknown, statuses: readonly string[]): boolean {
  if (interruptOf(error) !== undefined || isAbort(error)) return false;
  if (error instanceof DurakitError && !isForeign(error)) return statuses.includes(error.status);
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return isStatusName(status) && status !== 'INTERNAL' ? statuses.includes(status) : true;
}

/** What a step threw that was no `DurakitError`: it keeps its own words. */
function isForeign({ status, message, originalMessage }: DurakitError): boolean {
  return status === 'INTERNAL' && message === originalMessage;
}

function isAbort(error: unknown): boolean {
  if (error instanceof DurakitError) return error.status === 'CANCELLED';
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

/** A journal holds each wait against the recorded one, and nothing makes `Math.random` repeat itself there. */
function isJournaled(): boolean {
  const engine = currentEngine();
  return engine?.keepsBodies === true && engine.scopes.getStore()?.caller.liveChunks === false;
}

async function sleep(milliseconds: number, attempt: number): Promise<void> {
  const engine = currentEngine();
  if (engine !== undefined) return await currentCaller(engine, 'retry').sleep(milliseconds, `before try ${attempt}`);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
