import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../client/connect.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { findTestServices } from '../../testing/test-services.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { newSession, startSessionsSetup, textOf, type SessionsSetup } from './sessions-setup.ts';

let setup: SessionsSetup;
beforeAll(async () => {
  setup = await startSessionsSetup();
}, 120_000);
afterAll(async () => {
  await setup?.[Symbol.asyncDispose]();
});

const handleOf = (names: { agent: string; sessionId: string }): ReturnType<typeof setup.worker.client.temporal.workflow.getHandle> =>
  setup.worker.client.temporal.workflow.getHandle(toSessionWorkflowId(names.agent, names.sessionId));

test('turns of a session follow one another', async () => {
  const session = newSession();
  const first = await setup.send(session, 'hello');
  expect(first).toMatchObject({ sessionId: session.sessionId, finishReason: 'stop' });
  expect(textOf(first)).toBe('1:hello');
  expect(textOf(await setup.send(session, 'again'))).toBe('2:again');
  const view = await setup.worker.client.sessions.get(session);
  expect(view?.snapshot.state?.messages?.map(({ role }) => role)).toEqual(['user', 'model', 'user', 'model']);
  expect(view?.status).toMatchObject({ state: 'idle', turns: 2, queued: 0 });
}, 60_000);

test('a turn that is sent twice runs once, and both senders get its answer', async () => {
  const session = newSession();
  const [one, two] = await Promise.all([1, 2].map(() => setup.send(session, 'once', { messageId: 'message-1' })));
  expect(one).toEqual(two);
  const later = await setup.send(session, 'once', { messageId: 'message-1' });
  expect(textOf(later)).toBe('1:once');
  expect(later.snapshotId).toBe(one?.snapshotId);
  // by a signal, which has no answer
  await handleOf(session).signal('turn', 'once', { messageId: 'message-1' });
  expect(textOf(await setup.send(session, 'then'))).toBe('2:then');
}, 60_000);

test('two clients that send at once are answered in order, one after the other', async () => {
  const session = newSession();
  const { temporalAddress, namespace } = await findTestServices();
  await using other = await connect({ address: temporalAddress, namespace, taskQueue: setup.worker.taskQueue });
  const said = (who: string): string[] => ['a', 'b', 'c', 'd'].map((letter) => `${who}${letter}`);
  const [mine, theirs] = await Promise.all([
    Promise.all(said('m').map(async (text) => textOf(await setup.send(session, text)))),
    Promise.all(said('t').map(async (text) => textOf(await other.sessions.send(session, text)))),
  ]);
  const numbers = [...mine, ...theirs].map((answer) => Number(answer.split(':')[0]));
  expect(numbers.toSorted((one, two) => one - two)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const [answers, texts] of [
    [mine, said('m')],
    [theirs, said('t')],
  ] as const) {
    expect(answers.map((answer) => answer.split(':')[1])).toEqual(texts);
    expect(answers).toEqual(answers.toSorted((one, two) => Number(one.split(':')[0]) - Number(two.split(':')[0])));
  }
}, 60_000);

test('a turn by a signal, as the Temporal CLI sends it, runs in its place', async () => {
  const session = newSession();
  await setup.send(session, 'hello');
  await handleOf(session).signal('turn', 'signalled');
  expect(textOf(await setup.send(session, 'after'))).toBe('3:after');
}, 60_000);

test('what is no turn is refused, and leaves nothing in the history', async () => {
  const session = newSession();
  await setup.send(session, 'hello');
  const { historyLength } = await handleOf(session).describe();
  await expect(setup.send(session, { message: 'not a message' } as never)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  expect((await handleOf(session).describe()).historyLength).toBe(historyLength);
}, 60_000);

test('a busy session refuses, queues or is interrupted', async () => {
  const session = newSession();
  const running = setup.send(session, 'gate busy');
  await waitUntil('the model runs', () => setup.begun('busy') > 0);
  await expect(setup.send(session, 'me too', { onBusy: 'reject' })).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  const interrupting = setup.send(session, 'now me', { onBusy: 'interrupt' });
  expect(await running).toMatchObject({ finishReason: 'aborted' });
  expect(textOf(await interrupting)).toBe('1:now me');
}, 60_000);

test('a turn that fails is an output, and the session goes on from the last good one', async () => {
  const session = newSession();
  const first = await setup.send(session, 'hello');
  const failed = await setup.send(session, 'fail');
  expect(failed).toMatchObject({
    finishReason: 'failed',
    snapshotId: first.snapshotId,
    error: { message: expect.stringContaining('no luck') },
  });
  expect(textOf(await setup.send(session, 'again'))).toBe('2:again');
}, 120_000);

test('abort in the middle of a tool: its turn says so, its tool stops, the session goes on', async () => {
  const session = newSession();
  const running = setup.send(session, 'slow stuck');
  await waitUntil('the tool runs', () => setup.begun('stuck') > 0);
  expect(await setup.worker.client.sessions.abort(session)).toBe(true);
  expect(await running).toMatchObject({ finishReason: 'aborted' });
  expect(textOf(await setup.send(session, 'next'))).toBe('1:next');
  const rows = await setup.worker.client.sessions.history(session);
  expect(rows.map(({ status }) => status)).toEqual(['aborted', 'completed']);
}, 60_000);

test('a turn from an old snapshot makes a branch; the newest leaf is where the session goes on', async () => {
  const session = newSession();
  const first = await setup.send(session, 'one');
  const second = await setup.send(session, 'two');
  const branch = await setup.send(session, 'other', { init: { snapshotId: first.snapshotId } });
  expect(textOf(branch)).toBe('2:other');
  expect(textOf(await setup.send(session, 'on'))).toBe('3:on');
  expect(textOf(await setup.send(session, 'old', { init: { snapshotId: second.snapshotId } }))).toBe('3:old');
  const rows = await setup.worker.client.sessions.history(session);
  expect(rows.map(({ parentId }) => parentId ?? null).slice(0, 3)).toEqual([null, first.snapshotId, first.snapshotId]);
}, 60_000);

test('approvals are answered one by one, in any order, and the turn goes on with all of them', async () => {
  const session = newSession();
  const asked = await setup.send(session, 'approve a b');
  expect(asked.finishReason).toBe('interrupted');
  await setup.replaceWorker();
  const questions = setup.worker.client.sessions.questions(session);
  expect((await questions.interrupts()).map(({ ref }) => ref)).toEqual(['1-a', '1-b']);
  await questions.respond({ name: 'approve', ref: '1-b' }, 'no');
  await questions.respond({ name: 'approve', ref: '1-a' }, 'yes');
  await expect(questions.respond({ name: 'approve', ref: '1-a' }, 'again')).rejects.toMatchObject({ status: 'NOT_FOUND' });
  await waitUntil('the turn has gone on', async () => {
    const view = await setup.worker.client.sessions.get(session);
    return textOf({ message: view?.snapshot.state?.messages?.at(-1) }) === '1:["yes","no"]';
  });
}, 90_000);
