import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What a process printed, and how it ended. */
export interface NodeRun {
  readonly output: string;
  readonly errors: string;
  readonly code: number | null;
}

/** Runs Node on the sources, with the root of the repository as working directory unless told otherwise. */
export async function runNode(
  parameters: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<NodeRun> {
  const child = spawn(process.execPath, ['--conditions=durakit-source', '--disable-warning=ExperimentalWarning', ...parameters], {
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { output, errors, code };
}
