import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { newSession, textOf } from './sessions-setup.ts';

let worker: TestWorker;
beforeAll(async () => {
  worker = await startTestWorker({ app: new URL('asking-app.ts', import.meta.url) });
}, 120_000);
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
});

const context = { auth: { uid: 'ada' } };

/** Lets the tool that asks go on, and gives what the session says then. */
async function letGo(session: SessionNames): Promise<string> {
  const { sessions } = worker.client;
  const questions = sessions.questions(session);
  await waitUntil('it is asked', async () => (await questions.interrupts()).length === 1);
  await questions.restart({ name: 'who' });
  return await waitUntil('the turn has gone on', async () => {
    const view = await sessions.get(session);
    return view?.status?.state === 'idle' ? textOf({ message: view.snapshot.state?.messages?.at(-1) }) : undefined;
  });
}

test('the turn that goes on with an answer has the context of the turn that asked, also in a new run', async () => {
  for (const limits of [{}, { turnsPerRun: 1 }]) {
    const session = newSession('asker');
    await worker.client.sessions.send(session, 'who', { context, limits });
    expect(await letGo(session)).toBe(JSON.stringify(context));
  }
}, 90_000);

test('a turn with secrets in its context is refused, and leaves nothing in the history', async () => {
  const session = newSession('asker');
  await worker.client.sessions.send(session, 'hello');
  const handle = worker.client.temporal.workflow.getHandle(toSessionWorkflowId(session.agent, session.sessionId));
  const secret = { context: { secrets: { key: 'none of your business' } } };
  await expect(handle.executeUpdate('turn', { args: ['hello', secret] })).rejects.toMatchObject({
    cause: { message: expect.stringContaining('context.secrets cannot enter a durable run') },
  });
  const { events = [] } = await handle.fetchHistory();
  expect((events ?? []).filter(({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) => accepted)).toHaveLength(1);
}, 60_000);

test('a task for a session that is awake waits until it sleeps', async () => {
  const session = newSession('chief');
  const { message } = await worker.client.sessions.send(session, 'who', { context });
  const [part] = message?.content ?? [];
  const { sessionId } = part?.metadata?.['interrupt'] as { sessionId: string };
  await worker.client.sessions.send({ agent: 'asker', sessionId }, 'hello', { limits: { idleMilliseconds: 1_500 } });
  expect(await letGo(session)).toContain('ada');
}, 90_000);

test('session ids of any script; those that no workflow can have are refused in words', async () => {
  const { sessions } = worker.client;
  for (const id of ['a/b c', '你好', '50%', '.']) {
    const session = { agent: 'asker', sessionId: `${newSession().sessionId} ${id}` };
    await sessions.send(session, 'hello');
    expect((await sessions.get(session))?.snapshot.sessionId).toBe(session.sessionId);
  }
  for (const sessionId of ['', ' ', 'x\ud800', '你'.repeat(200)]) {
    await expect(sessions.send({ agent: 'asker', sessionId }, 'hello')).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('The session id'),
    });
  }
}, 60_000);
