import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { findTestServices } from '../../testing/test-services.ts';
import { newSession, startSessionsSetup } from './sessions-setup.ts';

/** Runs a program as an app's own process, and gives what it sends. */
async function runProgram(name: string, given: { readonly taskQueue: string; readonly parameters: readonly string[] }): Promise<unknown> {
  const { temporalAddress, namespace, databaseUrl } = await findTestServices();
  const child = fork(fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url)), [...given.parameters], {
    execArgv: ['--conditions=durakit-source', '--disable-warning=ExperimentalWarning', '--import', 'durakit/register'],
    env: {
      ...process.env,
      DURAKIT_MODE: 'durable',
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      DATABASE_URL: databaseUrl,
      DURAKIT_TASK_QUEUE: given.taskQueue,
      ...(given.parameters[1] !== undefined && { SESSIONS_FOLDER: given.parameters[1] }),
    },
  });
  const ended = once(child, 'exit');
  const [message] = (await Promise.race([once(child, 'message'), ended.then(([code]) => [{ exit: code as number }])])) as [unknown];
  await ended;
  return message;
}

test("an app's own process talks to its agents as Genkit taught it, and the turns run on the worker", async () => {
  await using setup = await startSessionsSetup();
  const message = await runProgram('chat-program', { taskQueue: setup.worker.taskQueue, parameters: [newSession().sessionId] });
  expect(message).toEqual({
    first: '1:hello',
    second: '2:again',
    streamed: '2:again',
    detached: 'completed',
    loaded: 6,
    branch: '2:branch',
    unknown: { status: 'NOT_FOUND', message: 'NOT_FOUND: Snapshot nobody-knows-it not found' },
    misuse: {
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining("Cannot use 'sessionId' with agent 'stranger'"),
    },
    aborted: 'aborted',
    answered: '1:["yes"]',
    free: '2:two',
    counted: 2,
    artifacts: [{ name: 'note', parts: [{ text: 'two' }] }],
  });
}, 120_000);

test('where the worker is in the same process, the stream has the chunks while the model runs', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'durakit-sessions-'));
  const { sessionId } = newSession();
  const message = await runProgram('shared-process-program', { taskQueue: `shared-${sessionId}`, parameters: [sessionId, folder] });
  expect(message).toEqual({ shown: ['1:', 'stream open'], text: '1:stream open', custom: [1] });
}, 120_000);
