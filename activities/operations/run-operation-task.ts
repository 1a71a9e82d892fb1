import type { ModelOperation } from '../../engine/operations/background-model.ts';
import type { OperationTask } from '../../schemas/operation-run.ts';
import { copyArtefacts } from './copy-artefacts.ts';
import type { OperationTaskRun } from './operation-task-run.ts';
import { pollOnce } from './poll-once.ts';
import { adoptJob, startOnce } from './start-once.ts';

/** Does what the workflow of an operation asks for. */
export async function runOperationTask(task: OperationTask, given: OperationTaskRun): Promise<unknown> {
  switch (task.kind) {
    case 'start':
      return await startOnce(task, given);
    case 'adopt':
      return await adoptJob(task, given);
    case 'poll':
      return await pollOnce(task, given);
    case 'cancel':
      return await given.run(given.input);
    case 'artefacts':
      return await copyArtefacts(task, given, given.input as ModelOperation);
  }
}
