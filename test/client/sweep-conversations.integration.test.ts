import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sweepConversations } from '../../client/sweep-conversations.ts';
import { createPostgresMessageStore } from '../../providers/postgres/postgres-message-store.ts';
import { toRunOwner } from '../../schemas/run-owner.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import { createOwnDatabase } from '../providers/postgres/own-database.ts';
import { waitUntil } from '../setup/wait-until.ts';

const APP = new URL('../generate/conversation-app.ts', import.meta.url);
let folder: string;
let database: Awaited<ReturnType<typeof createOwnDatabase>>;
let worker: TestWorker;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-sweep-'));
  database = await createOwnDatabase();
  // the client of the worker has another database
  const env = { CONVERSATION_FOLDER: folder, DATABASE_URL: database.url, DURAKIT_EXTERNAL_STORAGE_THRESHOLD: '1000000' };
  worker = await startTestWorker({ app: APP, env });
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function owners(): Promise<string[]> {
  const { rows } = await database.pool.query<{ owner: string }>('select distinct owner from durakit.message_pins order by owner');
  return rows.map(({ owner }) => owner);
}

async function countMessages(about: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: string }>('select count(*) from durakit.messages where json like $1', [`%${about}%`]);
  return Number(rows[0]?.count);
}

test('what runs that are over have said is deleted a grace period later; what a running run or anybody else needs stays', async () => {
  const { temporal } = worker.client;
  const { namespace } = temporal.options;
  await writeFile(path.join(folder, 'hold-tool-going-1'), '');
  const going = await worker.flow('talk').start({ about: 'going', calls: 2 });
  const over = await worker.flow('talk').start({ about: 'over', calls: 2 });
  await over.result();
  await waitUntil('the other run has asked twice', async () => (await countMessages('going')) > 3);
  const store = createPostgresMessageStore(database);
  const unknown = toRunOwner({ namespace, workflowId: 'flow/talk/long ago', runId: 'none' });
  const others = ['session/support/42', toRunOwner({ namespace: `${namespace}-2`, workflowId: 'flow/talk/x', runId: 'none' })];
  for (const owner of [unknown, ...others]) await store.append(null, [{ role: 'user', content: [{ text: `of ${owner}` }] }], { owner });

  const options = { databaseUrl: database.url };
  expect(await sweepConversations(temporal, options)).toEqual({ released: 2, deleted: 0 });
  const [first, ...rest] = (await owners()).toSorted((left) => (left.includes(going.workflowId) ? -1 : 1));
  expect(first).toContain(`run/${namespace}/${going.workflowId}/`);
  expect(rest.toSorted()).toEqual(others.toSorted());
  await database.pool.query(`update durakit.loose_heads set since = now() - interval '8 days'`);
  const before = await countMessages('');
  // the system message is the running run's as well
  expect(await sweepConversations(temporal, options)).toEqual({ released: 0, deleted: 7 });
  expect([await countMessages('over'), await countMessages('long ago'), await countMessages('')]).toEqual([0, 0, before - 7]);

  await rm(path.join(folder, 'hold-tool-going-1'));
  await going.result();
  await expect(sweepConversations(temporal, { ...options, grace: '1h' })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
});
