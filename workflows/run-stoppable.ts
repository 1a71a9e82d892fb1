import { CancellationScope } from '@temporalio/workflow';

/** Runs `body` so that a signal of the flow's own code stops it: its activity or child run is asked to stop. */
export async function runStoppable<T>(abortSignal: AbortSignal | undefined, body: () => Promise<T>): Promise<T> {
  if (abortSignal === undefined) return await body();
  const scope = new CancellationScope();
  const stop = (): void => scope.cancel();
  if (abortSignal.aborted) stop();
  abortSignal.addEventListener('abort', stop, { once: true });
  try {
    return await scope.run(body);
  } finally {
    abortSignal.removeEventListener('abort', stop);
  }
}
