import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageStore } from '../../../engine/message-store.ts';
import { createPostgresMessageStore } from '../../../providers/postgres/postgres-message-store.ts';
import { clearMessages, countDangling, countRows, sayMany } from './message-rows.ts';
import { createOwnDatabase } from './own-database.ts';

const database = await createOwnDatabase();
const store: MessageStore = createPostgresMessageStore(database);

afterAll(async () => await database.close());
beforeEach(async () => await clearMessages(database));

/** As if the head had been written so long ago. */
async function age(time: string): Promise<void> {
  await database.pool.query(`update durakit.loose_heads set since = since - $1::interval`, [time]);
}

const all = { olderThan: 0 };

describe('what a sweep deletes', () => {
  test('a conversation that nobody pinned goes whole, and leaves nothing behind', async () => {
    const head = await store.append(null, sayMany(2_000, 'long'));
    expect(await store.sweep(all)).toEqual({ deleted: 2_000, isComplete: true });
    expect(await store.has(head)).toBe(false);
    expect([await countRows(database, 'messages'), await countRows(database, 'loose_heads')]).toEqual([0, 0]);
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
  });

  test('what was written lately stays', async () => {
    await store.append(null, sayMany(3, 'young'));
    expect(await store.sweep({ olderThan: '1 hour' })).toEqual({ deleted: 0, isComplete: true });
    await age('59 minutes');
    expect(await store.sweep({ olderThan: '1 hour' })).toEqual({ deleted: 0, isComplete: true });
    await age('2 minutes');
    expect(await store.sweep({ olderThan: '1 hour' })).toEqual({ deleted: 3, isComplete: true });
  });

  test('writing it again makes it young again, at its end and in its middle', async () => {
    const messages = sayMany(6, 'again');
    await store.append(null, messages);
    await age('2 hours');
    const middle = await store.append(null, messages.slice(0, 4));
    expect(await store.sweep({ olderThan: '1 hour' })).toEqual({ deleted: 2, isComplete: true });
    expect(await store.load(middle)).toEqual(messages.slice(0, 4));
    await age('2 hours');
    expect(await store.sweep({ olderThan: '1 hour' })).toEqual({ deleted: 4, isComplete: true });
  });

  test('what a pin reaches stays, until the last pin is gone and its time has passed', async () => {
    const head = await store.append(null, sayMany(5, 'pinned'));
    await store.pin('session 1', head);
    await store.pin('session 1', head);
    await store.pin('snapshot', head);
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
    await store.unpin('session 1');
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
    await store.unpin('snapshot', head);
    expect(await store.sweep({ olderThan: '1 hour' })).toEqual({ deleted: 0, isComplete: true });
    expect(await store.sweep(all)).toEqual({ deleted: 5, isComplete: true });
  });

  test('of branches only those that nobody needs go, and what they share goes with the last', async () => {
    const root = await store.append(null, sayMany(4, 'common'));
    const kept = await store.append(root, sayMany(3, 'kept'), { owner: 'keeper' });
    for (const name of ['a', 'b', 'c']) {
      const branch = await store.append(root, sayMany(10, name));
      await store.append(branch, sayMany(2, `${name} left`));
      await store.append(branch, sayMany(2, `${name} right`));
    }
    expect(await store.sweep(all)).toEqual({ deleted: 3 * 14, isComplete: true });
    expect(await store.load(kept)).toHaveLength(7);
    await store.unpin('keeper');
    expect(await store.sweep(all)).toEqual({ deleted: 7, isComplete: true });
    expect([await countRows(database, 'messages'), await countRows(database, 'loose_heads')]).toEqual([0, 0]);
  });

  test('a pin in the middle keeps what is before it', async () => {
    const middle = await store.append(null, sayMany(3, 'first'));
    await store.append(middle, sayMany(3, 'then'));
    await store.pin('snapshot', middle);
    expect(await store.sweep(all)).toEqual({ deleted: 3, isComplete: true });
    expect(await store.load(middle)).toHaveLength(3);
  });

  test('an owner that appends turn by turn has one pin, and a late repetition of an old turn takes nothing away', async () => {
    const owner = 'run 1';
    const first = await store.append(null, sayMany(1, 'ask'), { owner });
    const second = await store.append(first, sayMany(1, 'answer'), { owner });
    expect(await countRows(database, 'message_pins')).toBe(1);
    // an attempt that was given up wakes late, with another answer
    await store.append(first, sayMany(1, 'another answer'), { owner });
    await store.append(null, sayMany(1, 'ask'), { owner });
    await store.append(second, [], { owner });
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
    expect(await store.load(second)).toHaveLength(2);
    await store.unpin(owner);
    expect(await store.sweep(all)).toEqual({ deleted: 3, isComplete: true });
  });

  test('an owner that gives one head up keeps the others', async () => {
    const heads = [
      await store.append(null, sayMany(2, 'one'), { owner: 'o' }),
      await store.append(null, sayMany(2, 'two'), { owner: 'o' }),
    ];
    await store.unpin('o', heads[0]);
    expect(await store.sweep(all)).toEqual({ deleted: 2, isComplete: true });
    expect(await Promise.all(heads.map(async (head) => await store.has(head)))).toEqual([false, true]);
  });
});

describe('limits', () => {
  test.each([1, 2, 3, 7, 100])('with a limit of %d each call deletes that many, from the end, and the rest stays whole', async (limit) => {
    await store.append(null, sayMany(9, 'one'));
    await store.append(await store.append(null, sayMany(3, 'two')), sayMany(4, 'branch'));
    await store.append(await store.append(null, sayMany(3, 'two')), sayMany(5, 'other'));
    const total = 9 + 3 + 4 + 5;
    for (let left = total; left > 0; left -= limit) {
      const { deleted, isComplete } = await store.sweep({ olderThan: 0, limit });
      expect({ deleted, isComplete: isComplete || left <= limit }).toEqual({ deleted: Math.min(limit, left), isComplete: left <= limit });
      expect(await countDangling(database)).toBe(0);
    }
    expect(await store.sweep(all)).toEqual({ deleted: 0, isComplete: true });
    expect([await countRows(database, 'messages'), await countRows(database, 'loose_heads')]).toEqual([0, 0]);
  });

  test.each([0, -1, 1.5, Number.NaN])('a limit of %d is refused', async (limit) => {
    await expect(store.sweep({ olderThan: 0, limit })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('many short conversations, more than one round has', async () => {
    await Promise.all(Array.from({ length: 700 }, async (_none, index) => await store.append(null, sayMany(2, `short ${index}`))));
    expect(await store.sweep(all)).toEqual({ deleted: 1_400, isComplete: true });
    expect(await countRows(database, 'loose_heads')).toBe(0);
  });
});
