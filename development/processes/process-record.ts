import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { isLiveProcess } from './process-identity.ts';
import type { ProcessRecord } from './supervisor-plan.ts';

const POLL_MS = 25;

/**
 * Makes sure that no process of an earlier owner works on the same data: one whose owner died is on its way out
 * (its supervisor stops it), so it is awaited, and killed after the limit.
 * @throws DurakitError FAILED_PRECONDITION when the owner lives.
 */
export async function settleFormerProcess(
  name: string,
  recordFile: string,
  options: { readonly limit: number; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const record = await readProcessRecord(recordFile);
  if (record === undefined) return;
  if (isLiveProcess(record)) {
    if (isLiveProcess(record.owner)) throw inUseError(name, record);
    await endProcess(record, options);
  }
  await rm(recordFile, { force: true });
}

/** The record of a supervised process, undefined where there is none (or none that can be read). */
export async function readProcessRecord(recordFile: string): Promise<ProcessRecord | undefined> {
  try {
    return JSON.parse(await readFile(recordFile, 'utf8')) as ProcessRecord;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function endProcess(
  record: ProcessRecord,
  { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const deadline = Date.now() + limit;
  let killed = false;
  while (isLiveProcess(record)) {
    if (!killed && Date.now() > deadline) {
      kill(record.processId);
      killed = true;
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

function kill(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended just now
  }
}

function inUseError(name: string, record: ProcessRecord): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `${name} already runs on this data (process ${record.processId}, started by process ${record.owner.processId}). Stop that process first.`,
    details: { processId: record.processId, ownerProcessId: record.owner.processId },
  });
}
