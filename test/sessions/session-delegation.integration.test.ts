import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '../setup/wait-until.ts';
import { newSession, startSessionsSetup, textOf, type SessionsSetup } from './sessions-setup.ts';

let setup: SessionsSetup;
beforeAll(async () => {
  setup = await startSessionsSetup();
}, 120_000);
afterAll(async () => {
  await setup?.[Symbol.asyncDispose]();
});

test('sub-agents run as sessions of their own, at once; their questions surface at the top and are answered one by one after a restart', async () => {
  const session = newSession('team');
  const asked = await setup.send(session, 'ask a b');
  expect(asked.error).toBeUndefined();
  expect(asked.finishReason).toBe('interrupted');
  await setup.replaceWorker();
  const { sessions } = setup.worker.client;
  const questions = sessions.questions(session);
  const waiting = await questions.interrupts();
  expect(waiting.map(({ name, input }) => [name, input])).toEqual([
    ['approve', { name: 'a' }],
    ['approve', { name: 'b' }],
  ]);
  const [first, second] = waiting;
  if (first === undefined || second === undefined) throw new Error('two questions were asked');
  await questions.respond(second, 'no');
  await questions.respond(first, 'yes');
  await waitUntil('the turn has gone on', async () => {
    const view = await sessions.get(session);
    return textOf({ message: view?.snapshot.state?.messages?.at(-1) }) === '1:["yes"] & 1:["no"]';
  });
  const below = (await sessions.list({ agent: 'listener' })).sessions.filter(({ preview }) => preview?.includes('1:['));
  expect(below.length).toBeGreaterThanOrEqual(2);
}, 120_000);
