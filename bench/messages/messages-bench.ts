import type { MessageStore } from '../../engine/message-store.ts';
import { openDatabase, type Database } from '../../providers/postgres/database.ts';
import { migrateDatabase } from '../../providers/postgres/migrate-database.ts';
import { createPostgresMessageStore } from '../../providers/postgres/postgres-message-store.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Bench, BenchContext, BenchRow } from '../bench.ts';
import { percentile } from '../percentile.ts';

const SIZES = [10, 100, 1_000, 5_000];
/** A tool result of the conversation that the design is measured by. */
const CHARACTERS = 2_500;
const NOISE_CONVERSATIONS = 20;
const DELTA = 2;

/** The same conversation as rows of a table: `conversation, position, json`, the least that a database can do. */
const FLAT_TABLE = 'bench_flat_messages';

interface Sides {
  readonly store: MessageStore;
  readonly database: Database;
}

/** The message store against a flat table that knows no branches, no equal messages and no parents. */
export const messagesBench: Bench = {
  name: 'messages',
  about: `the message store against a flat table: messages of ${CHARACTERS} characters; load of the whole, append of ${DELTA}`,
  run: async (context) => {
    await migrateDatabase(context.databaseUrl);
    await using closing = new AsyncDisposableStack();
    const database = openDatabase(context.databaseUrl);
    closing.defer(() => database.close());
    await database.pool.query(
      `create table ${FLAT_TABLE} (conversation text, position int, json text, primary key (conversation, position))`,
    );
    closing.defer(async () => void (await database.pool.query(`drop table ${FLAT_TABLE}`)));
    const sides = { database, store: createPostgresMessageStore(database) };
    for (let index = 0; index < NOISE_CONVERSATIONS; index++) await write(sides, createMessages(500, `noise ${index}`), `noise ${index}`);
    context.progress(`${NOISE_CONVERSATIONS} other conversations of 500 messages are there`);
    const rows: BenchRow[] = [];
    for (const size of SIZES) rows.push(await measure(sides, size, context));
    return rows;
  },
};

async function measure(sides: Sides, size: number, { full, signal, progress }: BenchContext): Promise<BenchRow> {
  const name = `measured ${size}`;
  let head = await write(sides, createMessages(size, name), name);
  const [load, loadFlat, loadDelta, append, appendFlat]: number[][] = [[], [], [], [], []];
  const rounds = (size >= 1_000 ? 20 : 50) * (full ? 5 : 1);
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const delta = createMessages(DELTA, `${name} ${round}`);
    load?.push(await time(() => sides.store.load(head)));
    loadFlat?.push(await time(() => loadFlatly(sides.database, name)));
    const parent = head;
    append?.push(await time(async () => (head = await sides.store.append(parent, delta, { owner: name }))));
    appendFlat?.push(await time(() => appendFlatly(sides.database, delta, { name, position: size + DELTA * round })));
    loadDelta?.push(await time(() => sides.store.loadSince(head, parent)));
  }
  progress(`${size} messages: ${rounds} rounds`);
  return {
    what: `${size} messages`,
    figures: {
      ...toFigures('load', load, loadFlat),
      ...toFigures('append', append, appendFlat),
      'loadSince p50 ms': round(loadDelta, 0.5),
    },
  };
}

function toFigures(what: string, ours: readonly number[] = [], flat: readonly number[] = []): Record<string, number | string> {
  return {
    [`${what} ratio`]: (percentile(ours, 0.5) / percentile(flat, 0.5)).toFixed(2),
    [`${what} p50 ms`]: round(ours, 0.5),
    [`${what} p90 ms`]: round(ours, 0.9),
    [`${what} flat p50 ms`]: round(flat, 0.5),
  };
}

function round(values: readonly number[] = [], share: number): number {
  return Number(percentile(values, share).toFixed(2));
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function write(sides: Sides, messages: readonly MessageData[], name: string): Promise<string> {
  await appendFlatly(sides.database, messages, { name, position: 0 });
  return await sides.store.append(null, messages, { owner: name });
}

async function appendFlatly({ pool }: Database, messages: readonly MessageData[], at: { name: string; position: number }): Promise<void> {
  await pool.query(
    `insert into ${FLAT_TABLE} select $1, $2 + ordinal, json from unnest($3::text[]) with ordinality as line (json, ordinal)`,
    [at.name, at.position, messages.map((message) => JSON.stringify(message))],
  );
}

async function loadFlatly({ pool }: Database, name: string): Promise<MessageData[]> {
  const { rows } = await pool.query<{ json: string }>(`select json from ${FLAT_TABLE} where conversation = $1 order by position`, [name]);
  return rows.map(({ json }) => JSON.parse(json) as MessageData);
}

/** Text that a database cannot press to nothing. */
function createMessages(count: number, about: string): MessageData[] {
  return Array.from({ length: count }, (_none, index) => {
    const words = Array.from({ length: CHARACTERS / 10 }, () => Math.random().toString(36).slice(2, 11));
    return { role: index % 2 === 0 ? 'user' : 'model', content: [{ text: `${about} ${index}: ${words.join(' ')}` }] };
  });
}
