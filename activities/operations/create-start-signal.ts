import { Context } from '@temporalio/activity';

/**
 * The `abortSignal` of a paid request: it fires when the time for it is up and when the worker shuts down, and not when the run is
 * cancelled. A request that is cut off leaves a job that nobody knows; one that is answered leaves a job that can be stopped.
 */
export function createStartSignal(): AbortSignal {
  const context = Context.current();
  const controller = new AbortController();
  const stop = (): void => {
    if (context.cancellationDetails?.cancelRequested !== true) controller.abort(context.cancellationSignal.reason);
  };
  context.cancellationSignal.addEventListener('abort', stop, { once: true });
  if (context.cancellationSignal.aborted) stop();
  return AbortSignal.any([controller.signal, AbortSignal.timeout(context.info.startToCloseTimeoutMs)]);
}
