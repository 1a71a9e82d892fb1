import type { RunningActions } from '../activities/running-actions.ts';

/** How often the loop is looked at. */
const INTERVAL_MILLISECONDS = 250;

/**
 * Reports steps that keep the event loop from turning: no heartbeat leaves the worker meanwhile, and after the whole
 * timeout the server gives the step to another worker. Returns the function that ends the watch.
 */
export function watchEventLoop(
  running: RunningActions,
  { limit, report }: { limit: number; report: (message: string) => void },
): () => void {
  let last = performance.now();
  let during = running.list();
  const timer = setInterval(() => {
    const now = performance.now();
    const blocked = now - last - INTERVAL_MILLISECONDS;
    last = now;
    const suspects = [...new Set([...during, ...running.list()])];
    during = running.list();
    if (blocked < limit || suspects.length === 0) return;
    report(
      `The event loop was blocked for ${(blocked / 1000).toFixed(1)} s while ${suspects.join(', ')} ran: no heartbeat could be sent. ` +
        'Move long computations to a worker thread, or give the step a longer `heartbeat`.',
    );
  }, INTERVAL_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
