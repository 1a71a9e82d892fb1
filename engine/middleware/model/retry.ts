import type { ModelHookContext } from '../middleware.ts';
import { acceptingNextAlone, type EitherModelMiddleware } from '../accepting-next-alone.ts';
import { retryCalls, toLeftAlone, type RetryMiddlewareOptions } from '../retry-calls.ts';

/**
 * Calls the model again where it failed, after a wait that grows. In a flow each try is an activity of its own, and Temporal leaves
 * all tries to this middleware but those after a worker's death; the wait is a durable timer.
 * @deprecated as in Genkit: `retry` of `durakit/middleware` works by name as well.
 */
export function retry(options: RetryMiddlewareOptions = {}): EitherModelMiddleware {
  return acceptingNextAlone((request, surroundings, next) => retryCalls(() => next(request, withRules(surroundings)), options));
}

function withRules(surroundings: ModelHookContext | undefined): ModelHookContext {
  return { ...surroundings, retry: { ...surroundings?.retry, nonRetryable: toLeftAlone() } };
}
