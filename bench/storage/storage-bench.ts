import { connect, type DurakitClient } from 'durakit/client';
import { migrateDatabase } from '../../providers/postgres/migrate-database.ts';
import type { Bench, BenchContext, BenchRow } from '../bench.ts';
import { startChild } from '../child-process.ts';
import { percentile } from '../percentile.ts';

/** In bytes; the last is over every length of the bench: all stays in the history. */
const THRESHOLDS = [1_024, 2_048, 4_096, 16_384, 1_000_000_000] as const;
const STEPS_OF_A_LENGTH = 8;

/** What is passed around. `mixed` is what a turn of an agent has: mostly tool results of 2.5 kB, some short, one document. */
const LOADS: Readonly<Record<string, readonly number[]>> = {
  '0.5 kB': Array.from({ length: STEPS_OF_A_LENGTH }, () => 500),
  '1.5 kB': Array.from({ length: STEPS_OF_A_LENGTH }, () => 1_500),
  '2.5 kB': Array.from({ length: STEPS_OF_A_LENGTH }, () => 2_500),
  '8 kB': Array.from({ length: STEPS_OF_A_LENGTH }, () => 8_000),
  '64 kB': Array.from({ length: STEPS_OF_A_LENGTH }, () => 64_000),
  mixed: [300, 2_500, 2_500, 800, 2_500, 2_500, 20_000, 1_500],
};

interface Sample {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** The same flow with other thresholds of the external storage: latency and bytes of history against none. */
export const storageBench: Bench = {
  name: 'storage',
  about: `${2 * STEPS_OF_A_LENGTH} steps that pass values of one length around, with different thresholds of the external storage`,
  run: async (context) => {
    await migrateDatabase(context.databaseUrl);
    await using stack = new AsyncDisposableStack();
    const clients: DurakitClient[] = [];
    for (const threshold of THRESHOLDS) clients.push(await startOne(threshold, context, stack));
    const rows: BenchRow[] = [];
    for (const [load, lengths] of Object.entries(LOADS)) rows.push(...(await measure(clients, { load, lengths }, context)));
    return rows;
  },
};

async function startOne(threshold: number, context: BenchContext, stack: AsyncDisposableStack): Promise<DurakitClient> {
  const { temporalAddress, databaseUrl, signal, progress } = context;
  const taskQueue = `bench-storage-${threshold}`;
  const env = {
    TEMPORAL_ADDRESS: temporalAddress,
    DATABASE_URL: databaseUrl,
    DURAKIT_TASK_QUEUE: taskQueue,
    DURAKIT_EXTERNAL_STORAGE_THRESHOLD: String(threshold),
  };
  const worker = stack.use(await startChild(new URL('./durakit-worker.ts', import.meta.url), { env, signal }));
  progress(`worker ${worker.processId} with threshold ${toName(threshold)}`);
  return stack.use(await connect({ address: temporalAddress, taskQueue, databaseUrl, externalStorage: { threshold } }));
}

async function measure(
  clients: readonly DurakitClient[],
  { load, lengths }: { load: string; lengths: readonly number[] },
  { full, progress }: BenchContext,
): Promise<BenchRow[]> {
  const samples: Sample[][] = THRESHOLDS.map(() => []);
  for (const client of clients) await runOnce(client, lengths);
  const rounds = full ? 60 : 15;
  for (let round = 0; round < rounds; round++) {
    // Each is first, second … as often as the others.
    for (let turn = 0; turn < clients.length; turn++) {
      const index = (turn + round) % clients.length;
      const client = clients[index];
      if (client !== undefined) samples[index]?.push(await runOnce(client, lengths));
    }
  }
  progress(`${load}: ${rounds} rounds`);
  const none = samples.at(-1) ?? [];
  return THRESHOLDS.map((threshold, index) => ({
    what: `${load}, ${toName(threshold)}`,
    figures: toFigures(samples[index] ?? [], none),
  }));
}

async function runOnce(client: DurakitClient, lengths: readonly number[]): Promise<Sample> {
  const started = performance.now();
  const handle = await client.flow('passAround').start(lengths);
  const sum = await handle.result();
  const milliseconds = performance.now() - started;
  if (sum !== lengths.reduce((total, length) => total + length, 0)) throw new Error(`the flow gave ${String(sum)}`);
  const { historySize } = await client.temporal.workflow.getHandle(handle.workflowId).describe();
  return { milliseconds, bytes: historySize ?? 0 };
}

function toFigures(samples: readonly Sample[], none: readonly Sample[]): BenchRow['figures'] {
  const of = (from: readonly Sample[], figure: keyof Sample, share: number): number =>
    percentile(
      from.map((sample) => sample[figure]),
      share,
    );
  return {
    'p50 ms': Math.round(of(samples, 'milliseconds', 0.5)),
    'p90 ms': Math.round(of(samples, 'milliseconds', 0.9)),
    'p50 ratio to none': (of(samples, 'milliseconds', 0.5) / of(none, 'milliseconds', 0.5)).toFixed(2),
    'bytes of history': of(samples, 'bytes', 0.5),
    'bytes ratio to none': (of(samples, 'bytes', 0.5) / of(none, 'bytes', 0.5)).toFixed(2),
  };
}

function toName(threshold: number): string {
  return threshold === THRESHOLDS.at(-1) ? 'none' : `${threshold / 1_024} KiB`;
}
