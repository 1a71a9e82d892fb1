import { Context } from '@temporalio/activity';

/** Heartbeats a quarter of the timeout apart: three may get lost. The SDK itself sends at most one per 80 % of the timeout. */
const BEATS_PER_TIMEOUT = 4;

/** The signs of life of one step. */
export interface Heartbeats {
  /** What people see of a step that runs: the Temporal UI shows the details of the last heartbeat. */
  show(details: unknown): void;
  stop(): void;
}

/**
 * Keeps the server sure that the step is alive until {@link Heartbeats.stop}. The first beat comes after a quarter of the
 * timeout, which the server counts from the step's start: short steps cost no request.
 */
export function startHeartbeats(): Heartbeats {
  const context = Context.current();
  const timeout = context.info.heartbeatTimeoutMs;
  if (timeout === undefined || timeout === 0) return { show: () => undefined, stop: () => undefined };
  let details: unknown;
  const timer = setInterval(() => context.heartbeat(details), timeout / BEATS_PER_TIMEOUT);
  return {
    show: (shown) => context.heartbeat((details = shown)),
    stop: () => clearInterval(timer),
  };
}
