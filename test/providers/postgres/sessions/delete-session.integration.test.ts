import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SessionRecords } from '../../../../engine/sessions/session-records.ts';
import { createPostgresMessageStore } from '../../../../providers/postgres/postgres-message-store.ts';
import { createPostgresSessionRecords } from '../../../../providers/postgres/sessions/create-postgres-session-records.ts';
import { countDangling, countRows } from '../message-rows.ts';
import { createOwnDatabase } from '../own-database.ts';
import { countFrom, runWholeTurn, say, toBegun } from './session-rows.ts';

let database: Awaited<ReturnType<typeof createOwnDatabase>>;
let records: SessionRecords;
beforeAll(async () => {
  database = await createOwnDatabase();
  records = createPostgresSessionRecords(database);
});
afterAll(async () => await database.close());

const TABLES = ['sessions', 'snapshots', 'artifacts', 'session_messages', 'message_pins', 'messages'];

async function sweep(): Promise<void> {
  await createPostgresMessageStore(database).sweep({ olderThan: 0 });
}

async function countAll(): Promise<number[]> {
  return await Promise.all(TABLES.map((table) => countFrom(database, `durakit.${table}`)));
}

describe('delete', () => {
  test('leaves nothing of the session, and nothing is missing of others', async () => {
    const artifacts = [{ name: 'plan', parts: [{ text: 'x' }] }];
    const common = [say('common')];
    await runWholeTurn(records, { sessionId: 'keep', snapshotId: 'keep 1', messages: common, artifacts });
    await sweep();
    const before = await countAll();
    await runWholeTurn(records, { sessionId: 'go', snapshotId: 'go 1', messages: common, artifacts });
    await runWholeTurn(records, { sessionId: 'go', snapshotId: 'go 2', parentId: 'go 1', artifacts });
    await runWholeTurn(records, { sessionId: 'go', snapshotId: 'go/3', parentId: 'go 1' });
    await records.begin('test', toBegun('go', 'go 4', { parentId: 'go 2' }));
    await sweep();
    expect(await countRows(database, 'messages')).toBe(3);
    expect(await records.delete('test', 'go')).toBe(true);
    expect(await records.delete('test', 'go')).toBe(false);
    expect(await records.load('test', { sessionId: 'go' })).toBeUndefined();
    expect(await records.search({ text: 'go' })).toEqual([]);
    await sweep();
    expect(await countAll()).toEqual(before);
    expect(await records.load('test', { sessionId: 'keep' })).toMatchObject({ snapshot: { state: { messages: common, artifacts } } });
  });

  test('beside ends: no rows are left over, and what is ended is void or gone', async () => {
    for (let round = 0; round < 15; round++) {
      const sessionId = `race ${round}`;
      await runWholeTurn(records, { sessionId, snapshotId: `${sessionId}/1` });
      const begun = toBegun(sessionId, `${sessionId}/2`, { parentId: `${sessionId}/1` });
      await records.begin('test', begun);
      const parent = await records.load('test', { snapshotId: `${sessionId}/1` });
      const end = records.end('test', {
        snapshot: { ...begun.snapshot, status: 'completed' },
        conversation: { head: parent?.head ?? null, delta: [say('late')] },
        artifacts: [{ parts: [{ text: 'late' }] }],
      });
      const [{ outcome }, deleted] = await Promise.all([end, records.delete('test', sessionId)]);
      expect(deleted).toBe(true);
      expect(['saved', 'aborted']).toContain(outcome);
    }
    for (const table of ['sessions', 'snapshots', 'artifacts', 'session_messages']) {
      expect(await countFrom(database, `durakit.${table} where session_id like 'race %'`)).toBe(0);
    }
    expect(await countFrom(database, "durakit.message_pins where owner like 'snapshot/test/race%'")).toBe(0);
    expect(await countDangling(database)).toBe(0);
  });

  test('many sessions at once, with sweeps beside them: each has its own', async () => {
    const names = Array.from({ length: 10 }, (_none, index) => `busy ${index}`);
    const work = names.map(async (sessionId) => {
      for (let turn = 1; turn <= 5; turn++) {
        const parentId = turn === 1 ? undefined : `${sessionId}/${turn - 1}`;
        const messages = [say(`question ${turn}`), say(`answer ${turn} in ${sessionId}`, 'model')];
        await runWholeTurn(records, {
          sessionId,
          snapshotId: `${sessionId}/${turn}`,
          messages,
          ...(parentId !== undefined && { parentId }),
        });
      }
    });
    let isDone = false;
    const all = Promise.all(work).finally(() => (isDone = true));
    while (!isDone) await sweep();
    await all;
    for (const sessionId of names) {
      const loaded = await records.load('test', { sessionId });
      const said = [1, 2, 3, 4, 5].flatMap((turn) => [say(`question ${turn}`), say(`answer ${turn} in ${sessionId}`, 'model')]);
      expect(loaded?.snapshot.state?.messages).toEqual(said);
    }
    expect(await countDangling(database)).toBe(0);
  });
});

describe('what a sweep must not take', () => {
  test('the messages of pending, failed and completed snapshots stay', async () => {
    await runWholeTurn(records, { sessionId: 'stay', snapshotId: 'stay 1' });
    await runWholeTurn(records, { sessionId: 'stay', snapshotId: 'stay 2', parentId: 'stay 1', status: 'failed' });
    await records.begin('test', toBegun('stay', 'stay 3', { parentId: 'stay 2' }));
    await sweep();
    for (const snapshotId of ['stay 1', 'stay 2', 'stay 3']) {
      expect((await records.load('test', { snapshotId }))?.snapshot.state?.messages?.length).toBe(snapshotId === 'stay 1' ? 1 : 2);
    }
  });
});
