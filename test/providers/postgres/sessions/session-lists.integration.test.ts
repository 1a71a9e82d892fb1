import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SessionRecords } from '../../../../engine/sessions/session-records.ts';
import type { SessionSummary } from '../../../../schemas/session-listing.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import { createPostgresSessionRecords } from '../../../../providers/postgres/sessions/create-postgres-session-records.ts';
import { createOwnDatabase } from '../own-database.ts';
import { countFrom, runWholeTurn, say } from './session-rows.ts';

let database: Awaited<ReturnType<typeof createOwnDatabase>>;
let records: SessionRecords;
beforeAll(async () => {
  database = await createOwnDatabase();
  records = createPostgresSessionRecords(database);
});
afterAll(async () => await database.close());

describe('list', () => {
  beforeAll(async () => {
    for (let index = 0; index < 12; index++) {
      const agent = index % 2 === 0 ? 'even' : 'odd';
      const status = index % 3 === 0 ? 'failed' : 'completed';
      await runWholeTurn(records, { agent, sessionId: `list ${index}`, snapshotId: `list ${index}`, userId: `user ${index % 4}`, status });
    }
    // some as old as each other
    await database.pool.query(
      "update durakit.sessions set updated_at = '2026-01-01T00:00:00.123Z' where session_id in ('list 3', 'list 4', 'list 5')",
    );
  });

  async function readPages(limit: number): Promise<SessionSummary[]> {
    const found: SessionSummary[] = [];
    let after: string | undefined;
    do {
      const page = await records.list({ limit, after });
      expect(page.sessions.length).toBeLessThanOrEqual(limit);
      found.push(...page.sessions);
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  test('pages of any size together are the whole list, the newest first', async () => {
    const whole = (await records.list({})).sessions;
    expect(whole).toHaveLength(12);
    expect(whole[0]).toMatchObject({ agent: 'odd', sessionId: 'list 11', status: 'completed', turns: 1, messages: 1, preview: 'list 11' });
    expect(
      whole
        .map(({ sessionId }) => sessionId)
        .slice(-3)
        .sort(),
    ).toEqual(['list 3', 'list 4', 'list 5']);
    for (const limit of [1, 2, 5, 6, 12]) expect(await readPages(limit)).toEqual(whole);
  });

  test('by agent, status and user', async () => {
    const names = async (filter: Parameters<SessionRecords['list']>[0]): Promise<string[]> =>
      (await records.list(filter)).sessions.map(({ sessionId }) => sessionId).sort();
    expect(await names({ agent: 'even', status: 'failed' })).toEqual(['list 0', 'list 6']);
    expect(await names({ user: 'user 1' })).toEqual(['list 1', 'list 5', 'list 9']);
    expect(await names({ agent: "no'body" })).toEqual([]);
  });

  test.each([
    { after: 'x' },
    { after: '' },
    { after: Buffer.from('["2026-01-01T00:00:00.000Z","a"]').toString('base64url') },
    { after: Buffer.from('["yesterday","a","b"]').toString('base64url') },
    { after: Buffer.from(String.raw`["2026-01-01T00:00:00.000Z","a\u0000","b"]`).toString('base64url') },
    { limit: 0 },
    { limit: 501 },
    { limit: 1.5 },
    { user: 'a\0' },
  ])('%j is refused', async (filter) => {
    await expect(records.list(filter)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('unused are those that nobody has changed since, oldest first', async () => {
    const unused = await records.listUnused('2026-01-02T00:00:00.000Z', 2);
    expect(unused).toEqual([
      { agent: 'even', sessionId: 'list 4' },
      { agent: 'odd', sessionId: 'list 3' },
    ]);
    expect(await records.listUnused('2025-01-01T00:00:00Z', 10)).toEqual([]);
    await expect(records.listUnused('long ago', 10)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    await expect(records.listUnused('2025-01-01T00:00:00Z', 0)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});

describe('search', () => {
  const tool: MessageData[] = [
    { role: 'model', content: [{ toolRequest: { name: 'find', input: { order: 'A-4711' } } }] },
    {
      role: 'tool',
      content: [{ toolResponse: { name: 'find', output: { state: 'delivered to Zürich', parcels: [{ number: 998_877 }] } } }],
    },
  ];
  beforeAll(async () => {
    const talk = [
      say('Sei höflich, pelikan', 'system'),
      say('My refund for the ÜBERGROSSE Jacke?'),
      ...tool,
      say('It is on its way.', 'model'),
    ];
    await runWholeTurn(records, { agent: 'search', sessionId: 'one', snapshotId: 'one 1', userId: 'anna', messages: talk });
    const odd = [
      say('\0before\0after\0'),
      say('half \ud83d pair 😀'),
      say(`${'x'.repeat(60_000)} unreachable`),
      say(''),
      say('東京タワーに行きたい refund'),
    ];
    await runWholeTurn(records, { agent: 'search', sessionId: 'two', snapshotId: 'two 1', userId: 'bert', messages: odd });
    await runWholeTurn(records, {
      agent: 'search',
      sessionId: 'two',
      snapshotId: 'two 2',
      parentId: 'two 1',
      messages: [say('no refund order')],
    });
  });
  const find = async (text: string, given = {}): Promise<string[]> =>
    (await records.search({ text, ...given })).map(({ excerpt }) => excerpt);

  test('finds what people, models and tools said, and not the instructions', async () => {
    const [match] = await records.search({ text: 'JACKE' });
    expect(match).toEqual({
      agent: 'search',
      sessionId: 'one',
      snapshotId: 'one 1',
      role: 'user',
      excerpt: 'My refund for the ÜBERGROSSE Jacke?',
      rank: expect.any(Number),
    });
    expect(await find('übergrosse')).toHaveLength(1);
    expect(await find('A-4711')).toEqual(['A-4711']);
    expect(await find('998877 zürich')).toEqual(['delivered to Zürich 998877']);
    expect(await find('pelikan')).toEqual([]);
  });

  test('takes phrases, alternatives and exclusions; agents and users apart', async () => {
    expect(await find('refund')).toHaveLength(3);
    expect(await find('refund -order')).toHaveLength(2);
    expect(await find('"on its way"')).toHaveLength(1);
    expect(await find('"way its on"')).toEqual([]);
    expect(await find('jacke or order')).toHaveLength(2);
    expect(await find('refund', { user: 'anna' })).toHaveLength(1);
    expect(await find('refund', { agent: 'other' })).toEqual([]);
    expect(await find('refund', { limit: 1 })).toHaveLength(1);
    expect((await records.search({ text: 'order' })).map(({ snapshotId }) => snapshotId)).toEqual(['two 2']);
  });

  test('finds words of scripts without spaces', async () => {
    for (const text of ['東京', 'タワー', '"東京タワー"', '東京 refund']) expect(await find(text)).toEqual(['東京タワーに行きたい refund']);
    expect(await find('京東')).toEqual([]);
    expect(await find('refund -東京')).toHaveLength(2);
  });

  test.each(['', ' ', '\0', '"', '""', '-', '((', '&|!:*<->', "';--", '\\', '😀', 'or', '-or', '\ud83d', 'x'.repeat(999), '"漢', '-漢'])(
    'odd input %j is no error',
    async (text) => {
      expect(Array.isArray(await find(text))).toBe(true);
    },
  );

  test('finds nothing for no words, words beside NUL, and not what comes after 50,000 characters', async () => {
    expect(await find('')).toEqual([]);
    expect(await find('before')).toEqual(['before after']);
    expect(await find('unreachable')).toEqual([]);
    await expect(records.search({ text: 'x'.repeat(1_001) })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    await expect(records.search({ text: 'x', limit: 201 })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('many different long words are no error', async () => {
    const words = Array.from({ length: 15_000 }, (_none, index) => `漢${String.fromCodePoint(0x4e00 + index)}`).join('');
    await runWholeTurn(records, {
      agent: 'search',
      sessionId: 'words',
      snapshotId: 'words',
      messages: [say(words), say('w '.repeat(24_000))],
    });
    expect(await countFrom(database, "durakit.session_messages where session_id = 'words'")).toBe(2);
  });
});
