import { expect, test } from '@jest/globals';
import type { WorkflowInfo } from '@temporalio/workflow';
import { createStopChannel } from '../../activities/stop-channel.ts';
import { startStopPath } from '../../workers/start-stop-path.ts';

test('without a database a stop still reaches steps in this process, and the start says what is missing', async () => {
  const channel = createStopChannel();
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const path = await startStopPath({ channel, database: undefined, databaseUrl: undefined, logger: { info: say, warn: say } });
  const { signal } = channel.watch({ workflowId: 'flow/menu/1', runId: 'run', activityId: '7' }, new AbortController().signal);
  await path.sinks.durakit.stop.fn({ workflowId: 'flow/menu/1', runId: 'run' } as WorkflowInfo, '7');
  expect(signal.aborted).toBe(true);
  expect(said).toEqual([expect.stringMatching(/^No DATABASE_URL: /)]);
  await path.close();
});
