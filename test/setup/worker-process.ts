import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './wait-until.ts';

/** A real worker in a process of its own. */
export interface WorkerProcess extends AsyncDisposable {
  readonly processId: number;
  /** All it has printed. */
  output(): string;
  /** `SIGKILL`: no handler runs. Resolves when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
}

const MAIN = fileURLToPath(new URL('./worker-main.ts', import.meta.url));

/** Starts a worker and waits until it polls. */
export async function startWorkerProcess(
  app: string,
  options: { taskQueue: string; env?: Record<string, string> },
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['--conditions=durakit-source', MAIN, app], {
    env: { ...process.env, NODE_OPTIONS: '', DURAKIT_TASK_QUEUE: options.taskQueue, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const worker: WorkerProcess = {
    processId: child.pid ?? 0,
    output: () => output,
    kill: async (signal = 'SIGKILL') => {
      if (isRunning(child)) {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      }
      return child.exitCode;
    },
    [Symbol.asyncDispose]: async () => void (await worker.kill()),
  };
  try {
    await waitUntil('the worker polls', () => {
      if (!isRunning(child)) throw new Error(`the worker ended:\n${output}`);
      return output.includes('worker ready');
    });
  } catch (error) {
    await worker.kill();
    throw new Error(`the worker did not get ready:\n${output}`, { cause: error });
  }
  return worker;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
