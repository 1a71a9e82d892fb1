import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './wait-until.ts';

/** Workers of one queue that are killed one after the other, each replaced at once. */
export interface MortalWorkers extends AsyncDisposable {
  /** Ends the oldest by `kill -9` whenever so much time has passed and the one before has been replaced: on a machine that is too slow, nothing would ever get done. */
  killEvery(milliseconds: number): void;
  readonly kills: number;
  /** Those that ended although nobody had killed them, with what they had printed. */
  readonly ended: readonly string[];
  /** No more kills. Rejects with what went wrong with them. */
  stopKilling(): Promise<void>;
}

/** What the workers serve. */
export interface MortalWorkersOptions {
  readonly app: URL;
  readonly count: number;
  readonly environment: Readonly<Record<string, string>>;
}

const MAIN = fileURLToPath(new URL('./mortal-worker-main.ts', import.meta.url));
const PAUSE_MILLISECONDS = 200;
const MOST_TRIES = 20;
const READY_LIMIT_MILLISECONDS = 120_000;

/** Starts the workers and waits until all are ready. They end with the test's process. */
export async function startMortalWorkers({ app, count, environment }: MortalWorkersOptions): Promise<MortalWorkers> {
  const ready: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const victims = new Set<ChildProcess>();
  const ended: string[] = [];
  const stopping = new AbortController();
  const sparing = new AbortController();
  const isSparing = AbortSignal.any([stopping.signal, sparing.signal]);
  let killing: Promise<void> = Promise.resolve();

  const launch = async (): Promise<void> => {
    const started = await startUntilReady({ app, environment }, { all, signal: stopping.signal });
    if (started === undefined) return;
    const { child, output } = started;
    ready.push(child);
    child.once('exit', () => {
      ready.splice(ready.indexOf(child), 1);
      if (victims.has(child) || stopping.signal.aborted) return;
      ended.push(output());
      replace();
    });
  };
  const replace = (): void => void launch().catch((error: unknown) => ended.push(String(error)));
  const killOne = async (): Promise<void> => {
    await waitUntil('all workers are ready', () => isSparing.aborted || ready.length === count, READY_LIMIT_MILLISECONDS);
    const [victim] = ready;
    if (isSparing.aborted || victim === undefined) return;
    victims.add(victim);
    await kill(victim);
    replace();
  };
  const killAll = async (milliseconds: number): Promise<void> => {
    while (!isSparing.aborted) {
      await delay(milliseconds, undefined, { signal: isSparing }).catch(() => undefined);
      await killOne();
    }
  };
  await Promise.all(Array.from({ length: count }, launch));
  return {
    killEvery: (milliseconds) => {
      killing = killAll(milliseconds);
      killing.catch(() => undefined);
    },
    get kills() {
      return victims.size;
    },
    ended,
    stopKilling: async () => {
      sparing.abort();
      await killing;
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await killing.catch(() => undefined);
      await Promise.all([...all].map(kill));
    },
  };
}

interface StartedWorker {
  readonly child: ChildProcess;
  readonly output: () => string;
}

/** Tries again: a server may be away just now. Undefined where all is over meanwhile. */
async function startUntilReady(
  { app, environment }: Pick<MortalWorkersOptions, 'app' | 'environment'>,
  { all, signal }: { readonly all: Set<ChildProcess>; readonly signal: AbortSignal },
): Promise<StartedWorker | undefined> {
  for (let tries = 1; !signal.aborted; tries++) {
    const { child, output } = startWorker(app, environment);
    all.add(child);
    child.once('exit', () => all.delete(child));
    if (await isReady(child)) return { child, output };
    if (tries === MOST_TRIES) throw new Error(`a worker does not start:\n${output()}`);
    await delay(PAUSE_MILLISECONDS);
  }
  return undefined;
}

function startWorker(app: URL, environment: Readonly<Record<string, string>>): StartedWorker {
  const child = fork(MAIN, [fileURLToPath(app)], {
    execArgv: ['--conditions=durakit-source', '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

/** False for one that ended instead. */
async function isReady(child: ChildProcess): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  child.once('message', () => resolve(true));
  child.once('error', () => resolve(false));
  child.once('exit', () => resolve(false));
  return await promise;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
