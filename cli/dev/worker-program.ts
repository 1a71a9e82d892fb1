/**
 * A program, not a module to import: the worker of `durakit dev`, in a process of its own so that a changed app gets a
 * new one. It ends when the process that started it is gone.
 */
import { DurakitError } from '../../schemas/durakit-error.ts';
import { createWorker } from '../../workers/create-worker.ts';
import { loadApp } from '../../workers/load-app.ts';
import { describeFlows } from '../describe-flows.ts';
import { collectModules } from './collect-modules.ts';
import type { WorkerMessage, WorkerOrder, WorkerPlan } from './worker-message.ts';

let stop = (): void => process.exit(0);

// Ctrl-C in a terminal reaches every process of the group; the one that started us says when to stop.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(1));
process.on('message', (message) => {
  const order = message as WorkerOrder;
  if (order.type === 'stop') stop();
  else void work(order.plan);
});

async function work({ app, dataFolder, environment }: WorkerPlan): Promise<void> {
  Object.assign(process.env, environment);
  const listModules = collectModules(app);
  try {
    const worker = await createWorker({ app, dataFolder, shutdownGrace: '3s' });
    // Loaded already: this only asks for what is there.
    const { apps } = await loadApp(app);
    stop = () => worker.shutdown();
    const running = worker.run();
    await tell({ type: 'ready', flows: describeFlows(apps), agents: worker.agents, modules: listModules(), bundle: worker.bundle });
    await running;
    process.exit(0);
  } catch (error) {
    const { status, originalMessage: message, cause } = toDurakitError(error);
    const stack = cause instanceof Error ? toOwnLines(cause.stack ?? '') : undefined;
    await tell({ type: 'failed', status, message, modules: listModules(), ...(stack !== undefined && { stack }) });
    process.exit(1);
  }
}

function toDurakitError(error: unknown): DurakitError {
  if (error instanceof DurakitError) return error;
  return new DurakitError({ status: 'INTERNAL', message: error instanceof Error ? error.message : String(error), cause: error });
}

/** Where in the app it happened, without the frames of Node and of durakit that loaded it. */
function toOwnLines(stack: string): string {
  const foreign = /^\s+at .*(?:node:internal|\/cli\/dev\/collect-modules\.)/;
  return stack
    .split('\n')
    .filter((line) => !foreign.test(line))
    .join('\n');
}

function tell(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}
