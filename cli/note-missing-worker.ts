import type { DurakitClient } from '../client/durakit-client.ts';
import type { Terminal } from './terminal.ts';

const PATIENCE_MILLISECONDS = 2_000;
/** A worker polls at least this often; the server lists one that is gone for five minutes. */
const POLL_MILLISECONDS = 70_000;
/** Temporal's `TaskQueueType`. */
const WORKFLOW_TASK_QUEUE = 1;

/** Says so when a run has no result yet and no worker is there to give one. Returns the function that ends the watch. */
export function noteMissingWorker(client: DurakitClient, terminal: Terminal): () => void {
  const timer = setTimeout(() => void look(client, terminal), PATIENCE_MILLISECONDS);
  timer.unref();
  return () => clearTimeout(timer);
}

async function look({ temporal, taskQueue }: DurakitClient, terminal: Terminal): Promise<void> {
  try {
    const { pollers } = await temporal.workflowService.describeTaskQueue({
      namespace: temporal.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_TASK_QUEUE,
    });
    const since = Date.now() - POLL_MILLISECONDS;
    if ((pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > since)) return;
    terminal.note(`No worker serves task queue '${taskQueue}': the run waits for one. Start it with: durakit worker app.ts`);
  } catch {
    // Advice only: whoever waits for the result hears of a lost connection there.
  }
}
