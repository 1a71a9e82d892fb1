import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How a command ended, and all that it printed. */
export interface ShellResult {
  readonly code: number | null;
  readonly output: string;
  readonly notes: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Runs commands as a person types them in the repository's folder, on the services of the tests and the given task queue. */
export function createShell(taskQueue: string): (command: string) => Promise<ShellResult> {
  return async (command) => {
    const env = { ...process.env, NODE_OPTIONS: '', DURAKIT_TASK_QUEUE: taskQueue };
    const child = spawn('sh', ['-c', command], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let notes = '';
    child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => void (notes += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output, notes };
  };
}
