import { connect, type DurakitClient } from 'durakit/client';
import { openDatabase, type Database } from '../../providers/postgres/database.ts';
import { migrateDatabase } from '../../providers/postgres/migrate-database.ts';
import type { Bench, BenchContext, BenchRow } from '../bench.ts';
import { startChild } from '../child-process.ts';
import { percentile } from '../percentile.ts';

const SIZES = [50, 100, 200, 300] as const;
/** A program that refers to the message store, and one that gives the model's activity the whole conversation each time. */
type Program = 'references' | 'whole';

interface Sample {
  readonly milliseconds: number;
  readonly historyBytes: number;
  readonly events: number;
  /** Of payloads and messages. */
  readonly databaseBytes: number;
  /** Of the last request, by four bytes each. */
  readonly tokens: number;
}

/** The bytes of a long turn in Temporal and in Postgres, and whether they grow with the calls or with their square. */
export const conversationBench: Bench = {
  name: 'conversation',
  about: 'one turn with many calls of a tool that gives 2.5 kB; the model is given the conversation by reference, or whole each time',
  run: async (context) => {
    await migrateDatabase(context.databaseUrl);
    await using stack = new AsyncDisposableStack();
    const database = openDatabase(context.databaseUrl, { max: 1 });
    stack.defer(() => database.close());
    const clients = { references: await startOne('references', context, stack), whole: await startOne('whole', context, stack) };
    const samples: Record<Program, Map<number, Sample>> = { references: new Map(), whole: new Map() };
    for (const program of ['references', 'whole'] as const) await runOnce(clients[program], 5, database);
    for (const calls of SIZES)
      for (const program of ['references', 'whole'] as const)
        samples[program].set(calls, await measure(clients[program], { calls, program, database }, context));
    return [...toRows('references', samples), ...toRows('whole', samples)];
  },
};

async function startOne(program: Program, context: BenchContext, stack: AsyncDisposableStack): Promise<DurakitClient> {
  const { temporalAddress, databaseUrl, signal, progress } = context;
  const taskQueue = `bench-conversation-${program}`;
  const env = { TEMPORAL_ADDRESS: temporalAddress, DATABASE_URL: databaseUrl, DURAKIT_TASK_QUEUE: taskQueue, BENCH_PROGRAM: program };
  const worker = stack.use(await startChild(new URL('./durakit-worker.ts', import.meta.url), { env, signal }));
  progress(`worker ${worker.processId}: ${program}`);
  return stack.use(await connect({ address: temporalAddress, taskQueue, databaseUrl }));
}

interface Measurement {
  readonly calls: number;
  readonly program: Program;
  readonly database: Database;
}

async function measure(client: DurakitClient, { calls, program, database }: Measurement, context: BenchContext): Promise<Sample> {
  const samples: Sample[] = [];
  for (let round = 0; round < (context.full ? 5 : 1); round++) samples.push(await runOnce(client, calls, database));
  context.progress(`${calls} calls, ${program}: ${Math.round(samples[0]?.milliseconds ?? 0)} ms`);
  const middle = (figure: keyof Sample): number =>
    percentile(
      samples.map((sample) => sample[figure]),
      0.5,
    );
  return {
    milliseconds: middle('milliseconds'),
    historyBytes: middle('historyBytes'),
    events: middle('events'),
    databaseBytes: middle('databaseBytes'),
    tokens: middle('tokens'),
  };
}

async function runOnce(client: DurakitClient, calls: number, database: Database): Promise<Sample> {
  const before = await readBytes(database);
  const started = performance.now();
  const handle = await client.flow('readPages').start(calls);
  const { asked, bytes } = JSON.parse((await handle.result()) as string) as { asked: number; bytes: number };
  const milliseconds = performance.now() - started;
  if (asked !== 1 + 2 * calls) throw new Error(`the model was asked with ${asked} messages`);
  const { historySize, historyLength } = await client.temporal.workflow.getHandle(handle.workflowId).describe();
  return {
    milliseconds,
    historyBytes: historySize ?? 0,
    events: historyLength,
    databaseBytes: (await readBytes(database)) - before,
    tokens: Math.round(bytes / 4),
  };
}

async function readBytes({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `select (select coalesce(sum(octet_length(data)), 0) from durakit.payloads)
       + (select coalesce(sum(octet_length(json)), 0) from durakit.messages) as bytes`,
  );
  return Number(rows[0]?.bytes ?? 0);
}

function toRows(program: Program, samples: Readonly<Record<Program, ReadonlyMap<number, Sample>>>): BenchRow[] {
  const own = [...samples[program]];
  const [first, last] = [own[0], own.at(-1)];
  const rows = own.map(([calls, sample]) => ({ what: `${calls} calls, ${program}`, figures: toFigures(calls, sample) }));
  if (first === undefined || last === undefined) return rows;
  const growth = (figure: keyof Sample): string => (last[1][figure] / last[0] / (first[1][figure] / first[0])).toFixed(2);
  const figures = { 'history kB': growth('historyBytes'), 'database kB': growth('databaseBytes'), ms: growth('milliseconds') };
  return [...rows, { what: `per call, ${last[0]} / ${first[0]}, ${program}`, figures }];
}

function toFigures(calls: number, { milliseconds, historyBytes, events, databaseBytes, tokens }: Sample): BenchRow['figures'] {
  return {
    'history kB': Math.round(historyBytes / 1_000),
    'history bytes / call': Math.round(historyBytes / calls),
    events,
    'database kB': Math.round(databaseBytes / 1_000),
    tokens,
    ms: Math.round(milliseconds),
    'ms / call': (milliseconds / calls).toFixed(1),
  };
}
