import type { FlowDescription } from '../../server/served-flow.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatDuration } from '../format/format-duration.ts';
import type { Terminal } from '../terminal.ts';
import { createSerialCaller } from './create-serial-caller.ts';
import { watchModules } from './watch-modules.ts';
import type { WorkerFailed, WorkerReady } from './worker-message.ts';
import type { WorkerProcess } from './worker-process.ts';

/** A worker that is replaced when the app changes, and started again when it dies. */
export interface ReloadingWorker {
  /** What the first start said, good or not. */
  readonly firstStart: Promise<WorkerReady | WorkerFailed>;
  /** When one polls; where the app is broken that is after a change that puts it right. */
  readonly ready: Promise<void>;
  /** Of the newest worker that polls. */
  flows(): readonly FlowDescription[];
  agents(): readonly string[];
  stop(): Promise<void>;
  /** At once, all of them. */
  kill(): void;
}

/** What a reloading worker is made of. */
export interface ReloadingWorkerOptions {
  readonly start: () => WorkerProcess;
  readonly terminal: Terminal;
  /** Absolute paths: what is watched until a worker says what it has loaded. */
  readonly app: readonly string[];
  /** Whether somebody is there to put a broken app right. */
  readonly waitsForChanges: boolean;
}

const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 10_000;

/** Starts workers, one after the other; a new one polls before the old one drains. */
export function createReloadingWorker({ start, terminal, app, waitsForChanges }: ReloadingWorkerOptions): ReloadingWorker {
  const firstStart = Promise.withResolvers<WorkerReady | WorkerFailed>();
  const ready = Promise.withResolvers<void>();
  const alive = new Set<WorkerProcess>();
  let current: { worker: WorkerProcess; ready: WorkerReady } | undefined;
  let modules = app;
  let stopped = false;
  let pause = FIRST_PAUSE_MILLISECONDS;
  let retry: NodeJS.Timeout | undefined;
  const replaceSoon = createSerialCaller(replace);
  const watch = watchModules(replaceSoon);

  async function replace(): Promise<void> {
    clearTimeout(retry);
    if (stopped) return;
    const worker = start();
    alive.add(worker);
    void worker.exited.then((how) => ended(worker, how));
    const outcome = await worker.started;
    if (!stopped && outcome.type === 'ready') takeOver(worker, outcome);
    else if (!stopped && outcome.type === 'failed') keep(outcome);
    firstStart.resolve(outcome);
  }

  function takeOver(worker: WorkerProcess, outcome: WorkerReady): void {
    const old = current;
    current = { worker, ready: outcome };
    modules = outcome.modules;
    watch.set({ modules, broken: false });
    terminal.note(describeReady(outcome, old === undefined ? 'Worker ready' : 'Reloaded'));
    ready.resolve();
    void old?.worker.stop();
  }

  function keep(outcome: WorkerFailed): void {
    modules = [...new Set([...modules, ...outcome.modules])];
    watch.set({ modules, broken: true });
    terminal.note(describeFailure(outcome, terminal));
    if (outcome.status === 'UNAVAILABLE' && current === undefined) restartLater();
    else if (waitsForChanges)
      terminal.note(`${current === undefined ? '' : 'The worker before it goes on. '}Waiting for a change of the app.`);
  }

  function ended(worker: WorkerProcess, how: string): void {
    alive.delete(worker);
    if (current?.worker !== worker || stopped) return;
    current = undefined;
    terminal.note(`${terminal.styleNote('red', 'The worker ended')} (${how}). It is started again.`);
    restartLater();
  }

  /** An app that kills its worker again and again gets ever longer pauses. */
  function restartLater(): void {
    retry = setTimeout(replaceSoon, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
  }

  replaceSoon();
  return {
    firstStart: firstStart.promise,
    ready: ready.promise,
    flows: () => current?.ready.flows ?? [],
    agents: () => current?.ready.agents ?? [],
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      watch.close();
      await Promise.all([...alive].map((worker) => worker.stop()));
    },
    kill: () => alive.forEach((worker) => worker.kill()),
  };
}

function describeReady({ flows, agents, bundle }: WorkerReady, what: string): string {
  const made = `bundle ${formatBytes(bundle.bytes)}${bundle.cached ? ', cached' : ''}, ${formatDuration(bundle.milliseconds)}`;
  return `${what}: ${[...flows.map(({ name }) => name), ...agents.map((agent) => `agent ${agent}`)].join(', ')} (${made})`;
}

function describeFailure({ status, message, stack }: WorkerFailed, { styleNote }: Terminal): string {
  return `${styleNote('red', 'error:')} ${status}: ${message}${stack === undefined ? '' : `\n${styleNote('dim', stack)}`}`;
}
