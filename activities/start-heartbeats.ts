import { Context } from '@temporalio/activity';

/** Heartbeats a quarter of the timeout apart: three may get lost. The SDK itself sends at most one per 80 % of the timeout. */
const BEATS_PER_TIMEOUT = 4;

/** Keeps the server sure that the step is alive, from its first moment to its last. Returns the function that ends it. */
export function startHeartbeats(): () => void {
  const context = Context.current();
  const timeout = context.info.heartbeatTimeoutMs;
  if (timeout === undefined || timeout === 0) return () => undefined;
  context.heartbeat();
  const timer = setInterval(() => context.heartbeat(), timeout / BEATS_PER_TIMEOUT);
  return () => clearInterval(timer);
}
