import type { Client } from '@temporalio/client';
import { fromFailure } from '../../engine/failure.ts';
import type { DurakitError } from '../../schemas/durakit-error.ts';

/**
 * What the newest run of a session has failed with: no worker knows its agent, say. Undefined where it has not failed, or cannot be asked:
 * a session's own turns never fail its run.
 */
export async function readRunFailure(client: Client, workflowId: string): Promise<DurakitError | undefined> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    if ((await handle.describe()).status.name !== 'FAILED') return undefined;
  } catch {
    return undefined;
  }
  return await handle.result().then(
    () => undefined,
    (error: unknown) => fromFailure(error),
  );
}
