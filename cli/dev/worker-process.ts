import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerFailed, WorkerMessage, WorkerOrder, WorkerPlan, WorkerReady } from './worker-message.ts';

/** A worker in a process of its own. */
export interface WorkerProcess {
  /** Whether it polls, or why it does not. Never rejects. */
  readonly started: Promise<WorkerReady | WorkerFailed>;
  /** With a few words on how. Never rejects. */
  readonly exited: Promise<string>;
  /** Drains it; SIGKILL before it polls, and where that takes too long. Resolves when it is gone. */
  stop(): Promise<void>;
  /** At once. */
  kill(): void;
}

const PROGRAM = fileURLToPath(new URL(`./worker-program${extname(import.meta.url)}`, import.meta.url));
/** More than the worker's own grace for running steps. */
const STOP_LIMIT_MILLISECONDS = 5_000;

/** Starts a worker, which begins when the plan is there. What it prints goes to standard error: standard output is for results. */
export function startWorkerProcess(plan: Promise<WorkerPlan>, app: readonly string[]): WorkerProcess {
  // The arguments are for people who look at a list of processes.
  const child = fork(PROGRAM, app, { stdio: ['ignore', process.stderr.fd, process.stderr.fd, 'ipc'] });
  const order = (what: WorkerOrder): void => void (child.connected && child.send(what, () => undefined));
  const exit = Promise.withResolvers<string>();
  const start = Promise.withResolvers<WorkerReady | WorkerFailed>();
  const fail = (message: string): void => start.resolve({ type: 'failed', status: 'INTERNAL', message, modules: [] });
  let lost = '';
  let isReady = false;
  void plan.then((made) => order({ type: 'start', plan: made }));
  child.on('message', (message) => {
    const told = message as WorkerMessage;
    if (told.type === 'ready') isReady = true;
    else lost = `: ${told.message}`;
    start.resolve(told);
  });
  child.once('error', (error) => {
    fail(`The worker's process cannot be started: ${error.message}`);
    if (child.pid === undefined) exit.resolve(error.message);
  });
  child.once('exit', (code, signal) => {
    const how = signal ?? `exit code ${code}`;
    fail(`The worker's process ended while it was starting (${how}).`);
    exit.resolve(`${how}${lost}`);
  });
  return {
    started: start.promise,
    exited: exit.promise,
    stop: async () => {
      // One that does not poll yet has nothing to drain, and may be too busy bundling to hear.
      if (isReady) order({ type: 'stop' });
      else child.kill('SIGKILL');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MILLISECONDS);
      await exit.promise;
      clearTimeout(timer);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
