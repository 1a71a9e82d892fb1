import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toAgentWorkflowType, toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { newSession, startSessionsSetup, textOf, type SessionsSetup } from './sessions-setup.ts';

let setup: SessionsSetup;
beforeAll(async () => {
  setup = await startSessionsSetup();
}, 120_000);
afterAll(async () => {
  await setup?.[Symbol.asyncDispose]();
});

test("a turn that is signalled with the start of its session, as Temporal's CLI does it, is run, also where the session sleeps", async () => {
  const session = newSession();
  const { client, taskQueue } = setup.worker;
  const signal = async (text: string): Promise<void> => {
    await client.temporal.workflow.signalWithStart(toAgentWorkflowType(session.agent), {
      workflowId: toSessionWorkflowId(session.agent, session.sessionId),
      taskQueue,
      signal: 'turn',
      signalArgs: [text],
      args: [undefined, { limits: { idleMilliseconds: 200 } }],
    });
  };
  const answered = async (text: string): Promise<void> => {
    await waitUntil(text, async () => textOf({ message: (await client.sessions.get(session))?.snapshot.state?.messages?.at(-1) }) === text);
  };
  await signal('one');
  await answered('1:one');
  await waitUntil('it sleeps', async () => (await client.sessions.get(session))?.status === undefined);
  await signal('two');
  await answered('2:two');
}, 60_000);

test('a detached turn can be aborted', async () => {
  const session = newSession();
  const name = `held-${session.sessionId}`;
  await setup.send(session, { message: { role: 'user', content: [{ text: `gate ${name}` }] }, detach: true });
  await waitUntil('the model runs', () => setup.begun(name) > 0);
  expect(await setup.worker.client.sessions.abort(session)).toBe(true);
  expect(textOf(await setup.send(session, 'next'))).toBe('1:next');
  const rows = await setup.worker.client.sessions.history(session);
  expect(rows.map(({ status }) => status)).toEqual(['aborted', 'completed']);
}, 60_000);
