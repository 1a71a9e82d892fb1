import type { DurakitClient } from '../client/durakit-client.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { StatusName } from '../schemas/status.ts';

type FlowHandle = ReturnType<DurakitClient['handle']>;

interface RunNames {
  readonly id: string;
  readonly workflowId: string;
}

/** How a run ended: what `durakit run --json` prints. */
export type RunOutcome =
  | (RunNames & { readonly status: 'completed'; readonly result: unknown })
  | (RunNames & {
      readonly status: 'failed' | 'cancelled' | 'terminated' | 'timed_out';
      readonly error: { readonly status: StatusName; readonly message: string; readonly details?: unknown; readonly step?: string };
    });

/** Waits for the end of a run. A run that failed is an outcome; what is thrown is a failure to find out. */
export async function readOutcome(handle: FlowHandle): Promise<RunOutcome> {
  const { id, workflowId } = handle;
  try {
    return { id, workflowId, status: 'completed', result: (await handle.result()) ?? null };
  } catch (error) {
    if (!(error instanceof DurakitError)) throw error;
    const status = await readEnd(handle);
    if (status === undefined) throw error;
    return { id, workflowId, status, error: { ...error.toJSON(), ...(error.step !== undefined && { step: error.step }) } };
  }
}

const ENDS = ['failed', 'cancelled', 'terminated', 'timed_out'] as const;

/** How the server says that the run ended, undefined where it goes on: then the error was one of the way to the server. */
async function readEnd(handle: FlowHandle): Promise<(typeof ENDS)[number] | undefined> {
  const { status } = await handle.describe();
  return ENDS.find((end) => end === status);
}
