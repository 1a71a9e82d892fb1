import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import { sendTurn, type TurnSend } from '../../client/sessions/send-turn.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { fromFailure } from '../../engine/failure.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { newSession, startSessionsSetup, textOf, type SessionsSetup } from './sessions-setup.ts';

let setup: SessionsSetup;
beforeAll(async () => {
  setup = await startSessionsSetup();
}, 120_000);
afterAll(async () => {
  await setup?.[Symbol.asyncDispose]();
});

const handleOf = ({ agent, sessionId }: SessionNames): ReturnType<typeof setup.worker.client.temporal.workflow.getHandle> =>
  setup.worker.client.temporal.workflow.getHandle(toSessionWorkflowId(agent, sessionId));

const sendLimited = (names: SessionNames, input: TurnSend['input'], limits: TurnSend['limits']): Promise<AgentOutput> =>
  setup.send(names, input, { limits });

const runOf = async (names: SessionNames): Promise<string> => (await handleOf(names).describe()).runId;

test('turns that come while the session goes on in a new run are all answered, in order', async () => {
  const session = newSession();
  const limits = { turnsPerRun: 3 };
  await sendLimited(session, 'say 1', limits);
  const first = await runOf(session);
  const said = Array.from({ length: 11 }, (_, index) => `say ${index + 2}`);
  const answers = await Promise.all(said.map((text) => sendLimited(session, text, limits)));
  expect(answers.map(textOf)).toEqual(said.map((text, index) => `${index + 2}:${text}`));
  expect(await runOf(session)).not.toBe(first);
  const view = await setup.worker.client.sessions.get(session);
  expect(view?.snapshot.state?.messages).toHaveLength(24);
  expect(view?.status).toMatchObject({ turns: 12 });
}, 120_000);

test('a long conversation passes a continue-as-new without a gap, and its texts are in no history twice', async () => {
  const session = newSession();
  const calls = 40;
  await sendLimited(session, `loop ${calls}`, { turnsPerRun: 1 });
  const answer = await sendLimited(session, 'recall', { turnsPerRun: 1 });
  const names = Array.from({ length: calls }, (_, index) => index).join(',');
  // the system's words, the question, two messages for each call, the answer, and this question
  expect(textOf(answer)).toBe(`${2 * calls + 4} messages, ${names}`);
  const runs = setup.worker.client.temporal.workflow.list({
    query: `WorkflowId = '${toSessionWorkflowId(session.agent, session.sessionId)}'`,
  });
  const sizes: number[] = [];
  for await (const { historySize } of runs) sizes.push(historySize ?? 0);
  expect(sizes.length).toBeGreaterThanOrEqual(2);
  // a result has 2.5 kB: whole conversations would be 80 times as much
  expect(Math.max(...sizes)).toBeLessThan(calls * 5_000);
}, 120_000);

test('signals that wait are handed on to the new run', async () => {
  const session = newSession();
  const running = sendLimited(session, 'gate handing', { turnsPerRun: 1 });
  await waitUntil('the model runs', () => setup.begun('handing') > 0);
  for (const text of ['one', 'two', 'three']) await handleOf(session).signal('turn', text);
  setup.open('handing');
  await running;
  await waitUntil('all were said', async () => (await setup.worker.client.sessions.get(session))?.snapshot.state?.messages?.length === 8);
  const messages = (await setup.worker.client.sessions.get(session))?.snapshot.state?.messages ?? [];
  expect(messages.map((message) => textOf({ message }))).toEqual(expect.arrayContaining(['2:one', '3:two', '4:three']));
}, 90_000);

test('questions are still asked in the new run', async () => {
  const session = newSession();
  await sendLimited(session, 'approve a', { turnsPerRun: 1 });
  const questions = setup.worker.client.sessions.questions(session);
  await waitUntil('it is asked', async () => (await questions.interrupts()).length === 1);
  await questions.respond({ name: 'approve' }, 'yes');
  await waitUntil('the turn has gone on', async () => {
    const view = await setup.worker.client.sessions.get(session);
    return textOf({ message: view?.snapshot.state?.messages?.at(-1) }) === '1:["yes"]';
  });
}, 90_000);

test('an idle session sleeps, and its next turn wakes it where it was', async () => {
  const session = newSession();
  await sendLimited(session, 'hello', { idleMilliseconds: 300 });
  await waitUntil('it sleeps', async () => (await handleOf(session).describe()).status.name === 'COMPLETED');
  expect((await setup.worker.client.sessions.get(session))?.status).toBeUndefined();
  expect(textOf(await setup.send(session, 'again'))).toBe('2:again');
  // one that goes to sleep just now
  for (let turn = 3; turn < 10; turn++) expect(textOf(await sendLimited(session, 'tick', { idleMilliseconds: 1 }))).toBe(`${turn}:tick`);
}, 120_000);

test('a message that was answered before the session slept is not answered again', async () => {
  const session = newSession();
  const { temporal, taskQueue } = setup.worker.client;
  const once = { ...session, input: 'hello', messageId: 'm1', taskQueue, limits: { idleMilliseconds: 100 } };
  const first = await sendTurn(temporal, once);
  await waitUntil('it sleeps', async () => (await handleOf(session).describe()).status.name === 'COMPLETED');
  expect(await sendTurn(temporal, once)).toEqual(first);
}, 60_000);

test('a session whose run is lost, with all that Temporal knew, goes on from its rows', async () => {
  const session = newSession();
  await setup.send(session, 'hello');
  await handleOf(session).terminate('lost');
  expect(textOf(await setup.send(session, 'again'))).toBe('2:again');
  // in the middle of a turn: it is told apart from a new one by its message
  const lost = setup.send(session, 'gate lost', { messageId: 'lost' }).catch(() => undefined);
  await waitUntil('the model runs', () => setup.begun('lost') > 0);
  await handleOf(session).terminate('lost');
  setup.open('lost');
  await lost;
  expect(textOf(await setup.send(session, 'gate lost', { messageId: 'lost' }))).toBe('3:gate lost');
  const rows = await setup.worker.client.sessions.history(session);
  expect(rows.filter(({ status }) => status === 'pending')).toEqual([]);
}, 120_000);

test('a detached turn goes on when its caller and its worker are gone', async () => {
  const session = newSession();
  const detached = await setup.send(session, { message: { role: 'user', content: [{ text: 'gate detached' }] }, detach: true });
  expect(detached).toMatchObject({ finishReason: 'detached' });
  await waitUntil('the model runs', () => setup.begun('detached') > 0);
  await setup.replaceWorker();
  setup.open('detached');
  await waitUntil('the turn has ended', async () => {
    const [row] = await setup.worker.client.sessions.history(session);
    return row?.status === 'completed';
  });
  const [row] = await setup.worker.client.sessions.history(session);
  expect(row?.snapshotId).toBe(detached.snapshotId);
  expect(textOf(await setup.send(session, 'next'))).toBe('2:next');
}, 120_000);

test('a session that is deleted while it runs leaves nothing, and begins anew', async () => {
  const session = newSession();
  await setup.send(session, 'hello');
  const running = setup.send(session, 'gate deleted').catch((error: unknown) => error);
  await waitUntil('the model runs', () => setup.begun('deleted') > 0);
  expect(await setup.worker.client.sessions.delete(session)).toBe(true);
  await running;
  expect(await setup.worker.client.sessions.history(session)).toEqual([]);
  expect(await setup.worker.client.sessions.get(session)).toBeUndefined();
  expect(await setup.worker.client.sessions.delete(session)).toBe(false);
  expect(textOf(await setup.send(session, 'hello'))).toBe('1:hello');
}, 90_000);

test('a session takes turns of its own user only, and of nobody in particular', async () => {
  const session = newSession();
  const as = (uid: string): { context: { auth: { uid: string } } } => ({ context: { auth: { uid } } });
  await setup.send(session, 'hello', as('ada'));
  await expect(setup.send(session, 'let me in', as('eve'))).rejects.toMatchObject({
    status: 'PERMISSION_DENIED',
    message: expect.not.stringContaining('ada') as unknown,
  });
  expect(textOf(await setup.send(session, 'it is me', as('ada')))).toBe('2:it is me');
  expect(textOf(await setup.send(session, 'the server'))).toBe('3:the server');
}, 60_000);

test('a session that is started under another id than its own is refused, with the right id', async () => {
  const { temporal, taskQueue } = setup.worker.client;
  const run = await temporal.workflow.start('agent/listener', { taskQueue, workflowId: `free-${newSession().sessionId}`, args: ['hello'] });
  const failure: unknown = await run.result().catch((error: unknown) => fromFailure(error));
  expect(failure).toMatchObject({
    status: 'INVALID_ARGUMENT',
    message: expect.stringContaining(`Start it as 'agent/listener/free-`) as unknown,
  });
}, 60_000);

test('sessions are listed, searched and swept', async () => {
  const session = newSession();
  await setup.send(session, 'a heron stands in the reeds', { context: { auth: { uid: `user-${session.sessionId}` } } });
  const { sessions } = setup.worker.client;
  const page = await sessions.list({ user: `user-${session.sessionId}` });
  expect(page.sessions).toMatchObject([{ ...session, status: 'completed', messages: 2, turns: 1, tokens: 3 }]);
  const found = await sessions.search({ text: 'heron reeds', user: `user-${session.sessionId}` });
  expect(found[0]).toMatchObject(session);
  expect((await sessions.sweep({ olderThan: '1 day' })).deleted).not.toContainEqual(session);
}, 60_000);

test('an agent that no worker knows is said to be unknown, with the names that are known', async () => {
  const unknown = { agent: 'nobody', sessionId: newSession().sessionId };
  await expect(setup.send(unknown, 'hello')).rejects.toMatchObject({
    status: 'NOT_FOUND',
    message: expect.stringContaining("Agent 'nobody' not found. This worker knows: counter, filed, listener, stranger, team.") as unknown,
  });
}, 120_000);

test('an agent without a store is a run of its own, with the state in its input and output', async () => {
  const { temporal, taskQueue } = setup.worker.client;
  const { callAgentOnce } = await import('../../client/sessions/call-agent-once.ts');
  const input = { message: { role: 'user' as const, content: [{ text: 'hello' }] } };
  const first = await callAgentOnce(temporal, { agent: 'stranger', input, init: {}, taskQueue });
  expect(textOf(first)).toBe('1:hello');
  const second = await callAgentOnce(temporal, { agent: 'stranger', input, init: { state: first.state }, taskQueue });
  expect(textOf(second)).toBe('2:hello');
}, 60_000);

test("a store of the app's own keeps a durable session as well", async () => {
  const session = newSession('filed');
  const first = await setup.send(session, 'hello');
  expect(textOf(await setup.send(session, 'again'))).toBe('2:again');
  expect(textOf(await setup.send(session, 'other', { init: { snapshotId: first.snapshotId } }))).toBe('2:other');
  await handleOf(session).terminate('lost');
  expect(textOf(await setup.send(session, 'on'))).toBe('3:on');
}, 60_000);

test('custom agents keep their state and their artifacts', async () => {
  const session = newSession('counter');
  await setup.send(session, 'one');
  const output = await setup.send(session, 'two');
  expect(textOf(output)).toBe('counted 2');
  expect(output.artifacts).toEqual([{ name: 'note', parts: [{ text: 'two' }] }]);
  expect((await setup.worker.client.sessions.get(session))?.snapshot.state?.custom).toBe(2);
}, 60_000);
