import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../../testing/start-program.ts';
import type { TestWorkerMessage } from '../../testing/test-worker-message.ts';
import { waitUntil } from './wait-until.ts';

/** Workers of one queue that are killed one after the other, each replaced at once. */
export interface MortalWorkers extends AsyncDisposable {
  /** Ends one by `kill -9` whenever so much time has passed, and one that is left to go on. */
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

const PAUSE_MILLISECONDS = 200;

/** Starts the workers and waits until all are ready. They end with the test's process. */
export async function startMortalWorkers({ app, count, environment }: MortalWorkersOptions): Promise<MortalWorkers> {
  const ready: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const victims = new Set<ChildProcess>();
  const ended: string[] = [];
  const stopping = new AbortController();
  let killing: Promise<void> = Promise.resolve();

  const launch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const { child, output } = startProgram('worker-program', [fileURLToPath(app)], environment);
      all.add(child);
      child.once('exit', () => {
        all.delete(child);
        const place = ready.indexOf(child);
        if (place >= 0) ready.splice(place, 1);
        if (place < 0 || victims.has(child) || stopping.signal.aborted) return;
        ended.push(output());
        void launch();
      });
      if (await isReady(child)) {
        ready.push(child);
        return;
      }
      // a server may be away just now
      await delay(PAUSE_MILLISECONDS);
    }
  };
  const killOne = async (): Promise<void> => {
    await waitUntil('two workers are ready', () => stopping.signal.aborted || ready.length > 1, 120_000);
    const [victim] = ready;
    if (stopping.signal.aborted || victim === undefined) return;
    victims.add(victim);
    await kill(victim);
    void launch();
  };
  await Promise.all(Array.from({ length: count }, launch));
  return {
    killEvery: (milliseconds) => {
      const loop = async (): Promise<void> => {
        while (!stopping.signal.aborted) {
          await delay(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
          await killOne();
        }
      };
      killing = loop();
      killing.catch(() => undefined);
    },
    get kills() {
      return victims.size;
    },
    ended,
    stopKilling: async () => {
      stopping.abort();
      await killing;
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await killing.catch(() => undefined);
      await Promise.all([...all].map(kill));
    },
  };
}

/** False for one that ended instead. */
async function isReady(child: ChildProcess): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  child.once('message', (message) => resolve((message as TestWorkerMessage).type === 'ready'));
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
