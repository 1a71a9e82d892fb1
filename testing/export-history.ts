import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FlowHandle } from '../engine/flow-handle.ts';

/**
 * Writes a run's history to a file (its folder is made), as `durakit export` does: {@link replay}, `durakit replay` and the
 * Temporal UI read it. It holds the run's inputs and results.
 */
export async function exportHistory(handle: Pick<FlowHandle, 'history'>, file: string): Promise<void> {
  const history = await handle.history();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(history, null, 2)}\n`);
}
