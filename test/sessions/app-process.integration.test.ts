import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findTestServices } from '../../testing/test-services.ts';
import { newSession, startSessionsSetup, type SessionsSetup } from './sessions-setup.ts';

const PROGRAM = fileURLToPath(new URL('programs/chat-program.ts', import.meta.url));
let setup: SessionsSetup;
beforeAll(async () => {
  setup = await startSessionsSetup();
}, 120_000);
afterAll(async () => {
  await setup?.[Symbol.asyncDispose]();
});

test("an app's own process talks to its agents as Genkit taught it, and the turns run on the worker", async () => {
  const { temporalAddress, namespace, databaseUrl } = await findTestServices();
  const child = fork(PROGRAM, [newSession().sessionId], {
    execArgv: ['--conditions=durakit-source', '--disable-warning=ExperimentalWarning', '--import', 'durakit/register'],
    env: {
      ...process.env,
      DURAKIT_MODE: 'durable',
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      DATABASE_URL: databaseUrl,
      DURAKIT_TASK_QUEUE: setup.worker.taskQueue,
    },
  });
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => [{ exit: code as number }])])) as [
    unknown,
  ];
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
