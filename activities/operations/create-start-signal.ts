import { Context } from '@temporalio/activity';

/**
 * The `abortSignal` of a paid request: it fires when the time for it is up and when the worker shuts down. It does not when the run is
 * cancelled, nor when the server has given the activity to another worker for want of heartbeats. A request that is cut off leaves a job
 * that nobody knows; one that is answered leaves a job that can be stopped, or that the other worker finds written down.
 */
export function createStartSignal(): AbortSignal {
  const context = Context.current();
  const controller = new AbortController();
  const stop = (): void => {
    if (context.cancellationDetails?.workerShutdown === true) controller.abort(context.cancellationSignal.reason);
  };
  context.cancellationSignal.addEventListener('abort', stop, { once: true });
  if (context.cancellationSignal.aborted) stop();
  return AbortSignal.any([controller.signal, AbortSignal.timeout(context.info.startToCloseTimeoutMs)]);
}
