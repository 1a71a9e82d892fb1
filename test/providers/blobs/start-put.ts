import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../setup/wait-until.ts';

const MAIN = fileURLToPath(new URL('./programs/put-main.ts', import.meta.url));

/** A process that puts a blob. */
export interface PutProcess extends AsyncDisposable {
  /** Waits for a line. */
  printed(line: string): Promise<void>;
  /** Of mode `large`: waits for its end. Bytes of resident memory above what the process had before. */
  measured(): Promise<{ readonly growth: number; readonly readBack: boolean }>;
  /** `SIGKILL`: no handler runs. Resolves when the process is gone. */
  kill(): Promise<void>;
}

/** `endless`: puts without an end and prints `block <n>`. `large`: puts 200 MB, reads them, and prints what it took. */
export function startPut(options: {
  readonly store: 'file' | 'postgres' | 's3';
  /** A folder, a database's URL, an endpoint. */
  readonly place: string;
  readonly mode: 'endless' | 'large';
}): PutProcess {
  const child = spawn(process.execPath, [MAIN, options.store, options.place, options.mode], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    printed: async (line) =>
      void (await waitUntil(`the process prints '${line}'`, () => {
        if (!isRunning()) throw new Error(`the process ended:\n${output}`);
        return output.split('\n').includes(line);
      })),
    measured: async () => {
      await ended;
      const line = output.split('\n').findLast((text) => text.startsWith('{'));
      if (line === undefined) throw new Error(`the process measured nothing:\n${output}`);
      return JSON.parse(line) as { growth: number; readBack: boolean };
    },
    kill,
    [Symbol.asyncDispose]: async () => {
      if (isRunning()) await kill();
    },
  };
}
