import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../client/connect.ts';
import type { DurakitClient } from '../../client/durakit-client.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { findTestServices } from '../../testing/test-services.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../setup/database-proxy.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { newSession, startSessionsSetup, textOf, type SessionsSetup } from './sessions-setup.ts';

let setup: SessionsSetup;
let door: DatabaseProxy;
let client: DurakitClient;
beforeAll(async () => {
  setup = await startSessionsSetup();
  const { temporalAddress, namespace } = await findTestServices();
  // any server can be behind it
  door = await startDatabaseProxy(`postgres://${temporalAddress}`);
  client = await connect({ address: new URL(door.url).host, namespace, taskQueue: setup.worker.taskQueue });
}, 120_000);
afterAll(async () => {
  await client?.close();
  await door?.[Symbol.asyncDispose]();
  await setup?.[Symbol.asyncDispose]();
});

test('while Temporal does not answer, turns wait in their order, and none is lost', async () => {
  const session = newSession();
  const said = ['gate away', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  const first = client.sessions.send(session, said[0] ?? '');
  await waitUntil('the model runs', () => setup.begun('away') > 0);
  door.shut();
  const others = said.slice(1).map((text) => client.sessions.send(session, text));
  await waitUntil('they were tried', () => door.refused() > 0);
  setup.open('away');
  door.open();
  const answers = await Promise.all([first, ...others]);
  expect(answers.map(textOf)).toEqual(said.map((text, index) => `${index + 1}:${text}`));
}, 90_000);

test('a turn that is aborted while it cannot be sent is stopped when it comes', async () => {
  const session = newSession();
  await client.sessions.send(session, 'hello');
  door.shut();
  const controller = new AbortController();
  const sent = client.sessions.send(session, 'gate never', { abortSignal: controller.signal });
  await waitUntil('it was tried', () => door.refused() > 0);
  controller.abort();
  door.open();
  expect(await sent).toMatchObject({ finishReason: 'aborted' });
  expect(textOf(await client.sessions.send(session, 'next'))).toBe('2:next');
}, 90_000);

test('what a session asks of its store is tried for hours', async () => {
  const session = newSession();
  await setup.send(session, 'hello');
  const { events } = await setup.worker.client.temporal.workflow
    .getHandle(toSessionWorkflowId(session.agent, session.sessionId))
    .fetchHistory();
  const asked = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled ?? []);
  const attempts = asked
    .filter(({ activityType }) => activityType?.name?.startsWith('/util/session-store/'))
    .map((call) => call.retryPolicy);
  expect(attempts.length).toBeGreaterThanOrEqual(2);
  for (const policy of attempts) expect(policy?.maximumAttempts).toBe(1_000);
}, 60_000);
