import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ms from 'ms';
import { startManagedProcess } from './managed-process.ts';

export interface RunCommandOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Milliseconds; the command and its children are stopped after them. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

const STOP_LIMIT_MS = 2_000;
const TAIL_CHARACTERS = 600;

/**
 * Runs a command to its end and returns its output (both streams, in order). It ends with this process.
 * @throws Error with the end of the output: another exit code than 0, the limit; the signal's reason on abort.
 */
export async function runCommand(options: RunCommandOptions): Promise<string> {
  const { limit, signal, ...plan } = options;
  const folder = await mkdtemp(join(tmpdir(), 'durakit-command-'));
  const logFile = join(folder, 'output.log');
  const deadline = AbortSignal.timeout(limit);
  const ends = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  try {
    const child = await startManagedProcess({
      name: plan.command,
      ...plan,
      logFile,
      stopSignal: 'SIGTERM',
      stopLimit: STOP_LIMIT_MS,
      signal: ends,
    });
    ends.addEventListener('abort', () => void child.stop());
    if (ends.aborted) await child.stop();
    const { code } = await child.exited;
    const output = await readFile(logFile, 'utf8');
    signal?.throwIfAborted();
    if (deadline.aborted) throw new Error(`no result within ${ms(limit, { long: true })}${toTail(output)}`);
    if (code !== 0) throw new Error(`exit code ${code ?? 'none'}${toTail(output)}`);
    return output;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toTail(output: string): string {
  const text = output.trim();
  return text === '' ? '' : `: ${text.length > TAIL_CHARACTERS ? `…${text.slice(-TAIL_CHARACTERS)}` : text}`;
}
