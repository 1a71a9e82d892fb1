import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MessageStore } from '../../../engine/message-store.ts';
import { createPostgresMessageStore } from '../../../providers/postgres/postgres-message-store.ts';
import { toMessageHash } from '../../../providers/postgres/to-message-hash.ts';
import type { MessageData } from '../../../schemas/message.ts';
import { createRandomJson } from '../../engine/random-json.ts';
import { createOwnDatabase } from './own-database.ts';

let database: Awaited<ReturnType<typeof createOwnDatabase>>;
let store: MessageStore;

beforeAll(async () => {
  database = await createOwnDatabase();
  store = createPostgresMessageStore(database);
});
afterAll(async () => await database.close());

const unknown = 'f'.repeat(64);

function say(text: string, role: MessageData['role'] = 'user'): MessageData {
  return { role, content: [{ text }] };
}

function sayMany(count: number, about: string): MessageData[] {
  return Array.from({ length: count }, (_none, index) => say(`${about} ${index}`, index % 2 === 0 ? 'user' : 'model'));
}

async function countRows(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>('select count(*)::int as count from durakit.messages');
  return rows[0]?.count ?? 0;
}

describe('append and load', () => {
  test('messages come back in order, however they were put in', async () => {
    const messages = sayMany(7, 'order');
    const whole = await store.append(null, messages);
    let head: string | null = null;
    for (const message of messages) head = await store.append(head, [message]);
    expect(head).toBe(whole);
    expect(await store.load(whole)).toEqual(messages);
    expect(await store.countMessages(whole)).toBe(7);
    expect(await store.append(whole, [])).toBe(whole);
  });

  test('a branch costs its own messages only, and both branches have the common beginning', async () => {
    const common = sayMany(4, 'branch');
    const parent = await store.append(null, common);
    const before = await countRows();
    const [left, right] = [await store.append(parent, [say('left')]), await store.append(parent, [say('right')])];
    expect((await countRows()) - before).toBe(2);
    expect(await store.load(left)).toEqual([...common, say('left')]);
    expect(await store.load(right)).toEqual([...common, say('right')]);
    expect([await store.parentOf(left), await store.parentOf(right)]).toEqual([parent, parent]);
    expect(await store.load(parent)).toEqual(common);
  });

  test('the same words at another place are another message', async () => {
    const head = await store.append(null, [say('again'), say('again'), say('again')]);
    expect(await store.load(head)).toEqual([say('again'), say('again'), say('again')]);
  });

  test('storing the same twice adds nothing, also where the second begins earlier', async () => {
    const messages = sayMany(6, 'twice');
    const middle = await store.append(null, messages.slice(0, 3));
    const head = await store.append(middle, messages.slice(3));
    const before = await countRows();
    expect(await store.append(middle, messages.slice(3))).toBe(head);
    expect(await store.append(null, messages)).toBe(head);
    expect(await countRows()).toBe(before);
    const longer = await store.append(null, [...messages, say('more')]);
    expect(await store.load(longer)).toEqual([...messages, say('more')]);
    expect(await countRows()).toBe(before + 1);
  });

  test('keys stay in the order of who wrote them first', async () => {
    const input = { zebra: 1, apple: { nut: 1, ant: 2 } };
    const [first, second]: MessageData[] = [
      { role: 'model', content: [{ toolRequest: { name: 'find', input } }] },
      { content: [{ toolRequest: { input: { apple: { ant: 2, nut: 1 }, zebra: 1 }, name: 'find' } }], role: 'model' },
    ];
    const head = await store.append(null, first === undefined ? [] : [first]);
    expect(await store.append(null, second === undefined ? [] : [second])).toBe(head);
    expect(JSON.stringify(await store.load(head))).toBe(JSON.stringify([first]));
  });

  test.each<[string, string]>([
    ['NUL', 'before \u0000 after'],
    ['a lone surrogate', 'high \ud83d low \ude00 end'],
    ['any script', 'Ünïcödé 漢字 😀 é \u2028 \ufffe'],
    ['quotes and backslashes', String.raw`"\u0000" \\ {a,b} NULL $1 '; --`],
    ['nothing', ''],
  ])('%s survives', async (_what, text) => {
    const messages: MessageData[] = [say(text), { role: 'tool', content: [{ toolResponse: { name: text, output: { [text]: [text] } } }] }];
    const head = await store.append(null, messages);
    expect(await store.load(head)).toEqual(messages);
    expect(await createPostgresMessageStore(database).append(null, messages)).toBe(head);
  });

  test('any JSON survives', async () => {
    const messages = Array.from({ length: 300 }, (_none, index): MessageData => ({
      role: 'model',
      content: [{ data: createRandomJson(index) }],
      metadata: { index },
    }));
    const head = await store.append(null, messages);
    expect(JSON.stringify(await store.load(head))).toBe(JSON.stringify(messages));
  });

  test('5,000 messages, each as long as a tool result', async () => {
    const messages = sayMany(5_000, 'x'.repeat(2_500));
    const head = await store.append(null, messages);
    expect(await store.countMessages(head)).toBe(5_000);
    expect(await store.load(head)).toEqual(messages);
  });
});

describe('loadSince', () => {
  test('gives what comes after an ancestor', async () => {
    const messages = sayMany(9, 'since');
    const ancestor = await store.append(null, messages.slice(0, 4));
    const head = await store.append(ancestor, messages.slice(4));
    expect(await store.loadSince(head, ancestor)).toEqual(messages.slice(4));
    expect(await store.loadSince(head, null)).toEqual(messages);
    expect(await store.loadSince(head, head)).toEqual([]);
    expect(await store.loadSince(head, await store.parentOf(head))).toEqual(messages.slice(8));
  });

  test('refuses what is no ancestor: another branch, a later message', async () => {
    const parent = await store.append(null, sayMany(3, 'no way'));
    const [head, other] = [await store.append(parent, [say('left')]), await store.append(parent, [say('right')])];
    const later = await store.append(head, [say('later')]);
    for (const ancestor of [other, later]) {
      const loaded = store.loadSince(head, ancestor);
      await expect(loaded).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', details: { head, ancestor } });
      await expect(loaded).rejects.toThrow(`${ancestor} is not in the conversation that ends with ${head}`);
    }
  });
});

describe('what is not there', () => {
  test.each<[string, (head: string) => Promise<unknown>]>([
    ['load', async (head) => await store.load(head)],
    ['loadSince', async (head) => await store.loadSince(head, null)],
    ['loadSince itself', async (head) => await store.loadSince(head, head)],
    ['loadSince an ancestor', async (head) => await store.loadSince(await store.append(null, [say('here')]), head)],
    ['parentOf', async (head) => await store.parentOf(head)],
    ['countMessages', async (head) => await store.countMessages(head)],
    ['pin', async (head) => await store.pin('somebody', head)],
    ['append', async (head) => await store.append(head, [say('lost')])],
    ['append for an owner', async (head) => await store.append(head, [say('lost')], { owner: 'somebody' })],
    ['append of nothing', async (head) => await store.append(head, [])],
  ])('%s says which head was asked for', async (_what, call) => {
    for (const head of [unknown, 'no hash', '']) {
      await expect(call(head)).rejects.toMatchObject({ status: 'NOT_FOUND', details: { head } });
      await expect(call(head)).rejects.toThrow(JSON.stringify(head));
    }
    expect(await store.has(toMessageHash(unknown, say('lost')))).toBe(false);
  });

  test('has says no, unpin says nothing, a conversation of nothing is refused', async () => {
    for (const head of [unknown, 'no hash']) {
      expect(await store.has(head)).toBe(false);
      await store.unpin('nobody', head);
    }
    await store.unpin('nobody');
    await expect(store.append(null, [])).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('a conversation with a hole is never given as if it were whole', async () => {
    const head = await store.append(null, sayMany(3, 'hole'));
    await database.pool.query(`delete from durakit.messages where parent is null and json like '%hole 0%'`);
    await expect(store.load(head)).rejects.toMatchObject({ status: 'DATA_LOSS' });
  });

  test('a database without the tables says what to do', async () => {
    await using bare = await createOwnDatabase({ isMigrated: false });
    const bareStore = createPostgresMessageStore(bare);
    const calls = [bareStore.append(null, [say('secret')]), bareStore.load(unknown), bareStore.sweep({ olderThan: 0 })];
    for (const error of await Promise.all(calls.map(async (call) => await call.catch((reason: unknown) => reason)))) {
      expect(error).toMatchObject({ status: 'FAILED_PRECONDITION', message: expect.stringContaining('run `durakit migrate`') as unknown });
    }
  });

  test('an error of the database does not carry the conversation', async () => {
    await using closed = await createOwnDatabase();
    await closed.pool.query('alter table durakit.messages drop column json');
    const error = await createPostgresMessageStore(closed)
      .append(null, [say('secret')])
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain('json');
    expect(String(error)).not.toContain('secret');
  });
});

describe('many writers at once', () => {
  test('20 writers of one conversation store it once and get one head', async () => {
    const messages = sayMany(50, 'one');
    const before = await countRows();
    const heads = await Promise.all(Array.from({ length: 20 }, async () => await store.append(null, messages)));
    expect(new Set(heads).size).toBe(1);
    expect((await countRows()) - before).toBe(50);
    expect(await store.load(heads[0] ?? '')).toEqual(messages);
  });

  test('20 writers with overlapping parts, from the front and from the middle, get one head', async () => {
    const messages = sayMany(40, 'overlap');
    const middle = await store.append(null, messages.slice(0, 10));
    const heads = await Promise.all(
      Array.from({ length: 20 }, async (_none, index) => {
        const from = index % 2 === 0 ? null : middle;
        const half = await store.append(from, messages.slice(from === null ? 0 : 10, 11 + index), { owner: `writer ${index % 3}` });
        return await store.append(half, messages.slice(11 + index), index % 5 === 0 ? {} : { owner: `writer ${index % 3}` });
      }),
    );
    expect(new Set(heads).size).toBe(1);
    expect(await store.load(heads[0] ?? '')).toEqual(messages);
  });

  test('20 conversations with one beginning, 30 turns each', async () => {
    const start = await store.append(null, [say('You are helpful.', 'system')]);
    await Promise.all(
      Array.from({ length: 20 }, async (_none, writer) => {
        let head = start;
        const own: MessageData[] = [];
        for (let turn = 0; turn < 30; turn++) {
          const delta = [say(`${writer} asks ${turn}`), say(`${writer} is told ${turn}`, 'model')];
          own.push(...delta);
          head = await store.append(head, delta, { owner: `session ${writer}` });
        }
        expect(await store.loadSince(head, start)).toEqual(own);
      }),
    );
  });
});

test('within a transaction all is that transaction: rolled back, nothing was stored', async () => {
  let head = '';
  await expect(
    database.orm.transaction(async (transaction) => {
      const inside = createPostgresMessageStore({ orm: transaction });
      head = await inside.append(null, [say('never')], { owner: 'nobody' });
      expect(await inside.load(head)).toEqual([say('never')]);
      transaction.rollback();
    }),
  ).rejects.toThrow();
  expect(await store.has(head)).toBe(false);
});
