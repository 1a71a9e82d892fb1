import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../setup/wait-until.ts';
import type { ShellResult } from './create-shell.ts';

/** A command that runs, with what a person types into it. */
export interface RunningShell extends AsyncDisposable {
  type(line: string): void;
  /** Waits for a text among what it has printed, or noted. */
  sees(text: string): Promise<void>;
  /** `kill -9` of all its processes, as a terminal that is gone. */
  kill(): Promise<void>;
  /** Ctrl-C, and waits for its end. */
  interrupt(): Promise<ShellResult>;
  /** Ends its input, and waits for its end. */
  end(): Promise<ShellResult>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Starts a command as a person types it in the repository's folder, on the services of the tests and the given task queue. */
export function startShell(command: string, taskQueue: string): RunningShell {
  const env = { ...process.env, NODE_OPTIONS: '', DURAKIT_TASK_QUEUE: taskQueue };
  // a group of its own: the shell, npm and the CLI are killed at once
  const child = spawn('sh', ['-c', command], { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let output = '';
  let notes = '';
  child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (notes += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await closed;
  };
  return {
    type: (line) => void child.stdin.write(`${line}\n`),
    sees: async (text) => {
      const look = (): boolean => output.includes(text) || notes.includes(text);
      await waitUntil(`'${text}' of ${command}`, look).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${output}\n${notes}`);
      });
    },
    kill,
    interrupt: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      const [code] = await closed;
      return { code, output, notes };
    },
    end: async () => {
      child.stdin.end();
      const [code] = await closed;
      return { code, output, notes };
    },
    [Symbol.asyncDispose]: kill,
  };
}
