import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LIMIT_MS = 30_000;

/**
 * What `temporal --version` says after the name: `1.9.1 (Server 1.32.0, UI 2.54.1)`.
 * Rejects when the program cannot be run or is another one.
 */
export async function readTemporalVersion(path: string, signal?: AbortSignal): Promise<string> {
  const limits = { timeout: LIMIT_MS, killSignal: 'SIGKILL' } as const;
  const { stdout } = await promisify(execFile)(path, ['--version'], { ...limits, ...(signal === undefined ? {} : { signal }) });
  const version = /^temporal version (.+)$/m.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`${path} --version says ${JSON.stringify(stdout.slice(0, 100))}: not the Temporal CLI`);
  return version;
}
