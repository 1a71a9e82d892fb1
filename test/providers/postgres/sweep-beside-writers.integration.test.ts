import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageStore } from '../../../engine/message-store.ts';
import { createPostgresMessageStore } from '../../../providers/postgres/postgres-message-store.ts';
import { toMessageHash } from '../../../providers/postgres/to-message-hash.ts';
import type { MessageData } from '../../../schemas/message.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { createRandom } from '../models/vendor-server/create-random.ts';
import { clearMessages, countDangling, countRows, sayMany } from './message-rows.ts';
import { createOwnDatabase } from './own-database.ts';

const database = await createOwnDatabase();
const store: MessageStore = createPostgresMessageStore(database);
const all = { olderThan: 0 };

afterAll(async () => await database.close());
beforeEach(async () => await clearMessages(database));

describe('a sweep beside writers', () => {
  test('a message that a transaction relies on is skipped, and swept later', async () => {
    const parent = await store.append(null, sayMany(3, 'old'));
    await database.orm.transaction(async (transaction) => {
      const head = await createPostgresMessageStore({ orm: transaction }).append(parent, sayMany(1, 'new'));
      // the sweep does not wait for this transaction, which it would do for ever
      expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: false });
      expect(await createPostgresMessageStore({ orm: transaction }).load(head)).toHaveLength(4);
    });
    expect(await store.sweep(all)).toEqual({ deleted: 4, isComplete: true });
  });

  test('a pin that is not committed yet counts', async () => {
    const head = await store.append(null, sayMany(3, 'to pin'));
    await database.orm.transaction(async (transaction) => {
      await createPostgresMessageStore({ orm: transaction }).pin('late', head);
      expect(await store.sweep(all)).toMatchObject({ isComplete: false });
    });
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
    expect(await store.load(head)).toHaveLength(3);
  });

  test('a pin that is not given up yet counts', async () => {
    const head = await store.append(null, sayMany(3, 'to unpin'), { owner: 'early' });
    await database.orm.transaction(async (transaction) => {
      await createPostgresMessageStore({ orm: transaction }).unpin('early');
      expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
      expect(await store.load(head)).toHaveLength(3);
    });
    expect(await store.sweep(all)).toEqual({ deleted: 3, isComplete: true });
  });

  test('a message goes only if its parent is free, so that the sweep never waits for who uses the parent', async () => {
    const messages = sayMany(2, 'parent and child');
    await store.append(null, messages);
    await database.orm.transaction(async (transaction) => {
      await createPostgresMessageStore({ orm: transaction }).append(null, messages.slice(0, 1));
      expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: false });
    });
    expect(await store.sweep(all)).toEqual({ deleted: 2, isComplete: true });
  });

  test('a message that somebody else has just stored is held by who stores it again', async () => {
    const messages = sayMany(1, 'two at once');
    const held = Promise.withResolvers<void>();
    const swept = Promise.withResolvers<void>();
    let second: Promise<unknown> = Promise.resolve();
    await database.orm.transaction(async (first) => {
      await createPostgresMessageStore({ orm: first }).append(null, messages);
      second = database.orm.transaction(async (transaction) => {
        await createPostgresMessageStore({ orm: transaction }).append(null, messages, { owner: 'second' });
        held.resolve();
        await swept.promise;
      });
      await waitUntil('the second waits for the first', async () => {
        const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        return ((await database.pool.query(waiting)).rowCount ?? 0) > 0;
      });
    });
    await held.promise;
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: false });
    swept.resolve();
    await second;
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
    expect(await store.load(toMessageHash(null, messages[0] as MessageData))).toEqual(messages);
  });

  test('a transaction that writes a swept message again waits for the sweep and writes it', async () => {
    const messages = sayMany(20, 'both');
    for (let round = 0; round < 50; round++) {
      await store.append(null, messages);
      const [, head] = await Promise.all([store.sweep(all), store.append(null, messages, { owner: 'late' })]);
      expect(await store.load(head)).toEqual(messages);
      await store.unpin('late');
    }
  });

  test('a second sweep does nothing while one runs, and together they delete all', async () => {
    await store.append(null, sayMany(3_000, 'long'));
    const results = await Promise.all(Array.from({ length: 6 }, async () => await store.sweep(all)));
    expect(results.reduce((sum, { deleted }) => sum + deleted, 0) + (await store.sweep(all)).deleted).toBe(3_000);
    expect(await countRows(database, 'messages')).toBe(0);
  });

  test('appends, branches, pins and repetitions at random: nobody who has a pin ever loses a message, and nothing is left over', async () => {
    const counts = { appends: 0, lost: 0, sweeps: 0, deleted: 0 };
    const running = { isDone: false };
    const sweeping = Promise.all(Array.from({ length: 2 }, async (_none, index) => await sweepUntil(running, counts, index)));
    try {
      await Promise.all(Array.from({ length: 8 }, async (_none, writer) => await live(writer, counts)));
    } finally {
      running.isDone = true;
      await sweeping;
    }
    expect(await countDangling(database)).toBe(0);
    expect(await countRows(database, 'message_pins')).toBe(0);
    expect(counts.appends).toBeGreaterThan(1_000);
    expect(counts.deleted).toBeGreaterThan(100);
    process.stdout.write(`appends beside sweeps: ${JSON.stringify(counts)}\n`);
    await store.sweep(all);
    expect([await countRows(database, 'messages'), await countRows(database, 'loose_heads')]).toEqual([0, 0]);
  });
});

interface Counts {
  appends: number;
  /** Heads without a pin that were swept before somebody appended to them: allowed, and said so. */
  lost: number;
  sweeps: number;
  deleted: number;
}

async function sweepUntil(running: { readonly isDone: boolean }, counts: Counts, index: number): Promise<void> {
  while (!running.isDone) {
    const { deleted } = await store.sweep({ olderThan: 0, limit: index === 0 ? 10_000 : 5 });
    counts.sweeps += 1;
    counts.deleted += deleted;
  }
}

/** One writer among several that share words, so that they write the same messages, under the same parents, with and without pins. */
async function live(writer: number, counts: Counts): Promise<void> {
  const random = createRandom(writer + 1);
  const owner = `writer ${writer}`;
  let head: string | null = null;
  let isPinned = false;
  let conversation: MessageData[] = [];
  for (let turn = 0; turn < 200; turn++) {
    const messages = sayMany(1 + Math.floor(random() * 3), `word ${Math.floor(random() * 3)}`);
    const willPin = random() < 0.5;
    try {
      const next: string = await store.append(head, messages, willPin ? { owner } : {});
      counts.appends += 1;
      conversation = [...conversation, ...messages];
      if (!willPin && random() < 0.5) {
        await store.pin(owner, next);
        isPinned = true;
      }
      // an older pin covers the beginning only
      isPinned = willPin || (isPinned && head === next);
      head = next;
      if (isPinned) expect(await store.load(head)).toEqual(conversation);
    } catch (error) {
      if (isPinned && head !== null) expect(await store.has(head)).toBe(true);
      expect(error).toMatchObject({ status: 'NOT_FOUND' });
      counts.lost += 1;
      [head, isPinned, conversation] = [null, false, []];
    }
    if (random() < 0.1) {
      await store.unpin(owner);
      isPinned = false;
    }
    if (conversation.length > 12) [head, isPinned, conversation] = [null, false, []];
  }
  await store.unpin(owner);
}
