import { createWorker, type DurakitWorker } from './create-worker.ts';
import type { WorkerOptions } from './worker-options.ts';

/** npm passes a Ctrl-C on, so it arrives twice: a second one so soon is the first. */
const SAME_SIGNAL_MILLISECONDS = 1_000;

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Creates a worker and runs it until SIGTERM or Ctrl-C, then drains: it takes no more tasks, and running steps get their
 * grace. A second signal ends the process at once. Prints `worker ready` when it polls.
 */
export async function runWorker(options: WorkerOptions, print: (line: string) => void = console.log): Promise<void> {
  const worker = await createWorker(options);
  const stopListening = drainOnSignals(worker, print);
  try {
    const running = worker.run();
    print(describe(worker));
    await running;
  } finally {
    stopListening();
  }
}

function describe({ flows, taskQueue, address, bundle }: DurakitWorker): string {
  const size = `${(bundle.bytes / 1_000_000).toFixed(1)} MB${bundle.cached ? ', cached' : ''}`;
  return `worker ready: ${flows.join(', ')} on task queue '${taskQueue}' at ${address} (bundle ${size}, ${Math.round(bundle.milliseconds)} ms)`;
}

function drainOnSignals(worker: DurakitWorker, print: (line: string) => void): () => void {
  let since: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (since !== undefined && performance.now() - since < SAME_SIGNAL_MILLISECONDS) return;
    if (since !== undefined) process.exit(130);
    since = performance.now();
    print(`${signal}: draining, running steps get their grace. Once more ends at once.`);
    worker.shutdown();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => SIGNALS.forEach((signal) => process.off(signal, onSignal));
}
