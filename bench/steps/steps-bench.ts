import { connect, type DurakitClient } from 'durakit/client';
import type { Bench, BenchContext, BenchRow } from '../bench.ts';
import { startChild } from '../child-process.ts';
import { percentile } from '../percentile.ts';

const KINDS = ['hand-written', 'durakit'] as const;
type Kind = (typeof KINDS)[number];

interface Sample {
  readonly milliseconds: number;
  readonly events: number;
  readonly bytes: number;
}

/** A flow of N steps against the same workflow written by hand on the SDK. */
export const stepsBench: Bench = {
  name: 'steps',
  about: 'a flow of N steps against the same workflow hand-written on the SDK: latency, events, bytes of history',
  run: async (context) => {
    const env = { TEMPORAL_ADDRESS: context.temporalAddress, DATABASE_URL: context.databaseUrl };
    await using handWritten = await startChild(new URL('./hand-written-worker.ts', import.meta.url), { env, signal: context.signal });
    await using durakit = await startChild(new URL('./durakit-worker.ts', import.meta.url), { env, signal: context.signal });
    const client = await connect({ address: context.temporalAddress, taskQueue: 'bench-durakit' });
    context.progress(`workers ${handWritten.processId} (hand-written) and ${durakit.processId} (durakit)`);
    const rows: BenchRow[] = [];
    for (const count of [0, 1, 10, 100]) rows.push(await measure(client, count, context));
    await client.close();
    return rows;
  },
};

async function measure(client: DurakitClient, count: number, { full, progress }: BenchContext): Promise<BenchRow> {
  const rounds = (count === 100 ? 10 : 40) * (full ? 5 : 1);
  const samples: Record<Kind, Sample[]> = { 'hand-written': [], durakit: [] };
  for (const kind of KINDS) await runOnce(client, kind, count);
  for (let round = 0; round < rounds; round++) {
    // The order alternates: what the first of a pair warms up helps the second.
    for (const kind of round % 2 === 0 ? KINDS : KINDS.toReversed()) samples[kind].push(await runOnce(client, kind, count));
    if (round % 10 === 9) progress(`${count} steps: ${round + 1} of ${rounds} pairs`);
  }
  return { what: `${count} steps`, figures: toFigures(samples) };
}

async function runOnce(client: DurakitClient, kind: Kind, count: number): Promise<Sample> {
  const started = performance.now();
  const start = kind === 'durakit' ? startDurakit : startHandWritten;
  const { result, workflowId } = await start(client, count);
  const milliseconds = performance.now() - started;
  if (result !== count - 1) throw new Error(`${kind} gave ${String(result)} for ${count} steps`);
  const { historyLength, historySize } = await client.temporal.workflow.getHandle(workflowId).describe();
  return { milliseconds, events: historyLength, bytes: historySize ?? 0 };
}

interface Ended {
  readonly result: unknown;
  readonly workflowId: string;
}

async function startDurakit(client: DurakitClient, count: number): Promise<Ended> {
  const handle = await client.flow('steps').start(count);
  return { result: await handle.result(), workflowId: handle.workflowId };
}

async function startHandWritten({ temporal }: DurakitClient, count: number): Promise<Ended> {
  const workflowId = `flow/steps/${crypto.randomUUID()}`;
  const handle = await temporal.workflow.start('steps', { taskQueue: 'bench-hand-written', workflowId, args: [count] });
  return { result: await handle.result(), workflowId };
}

function toFigures(samples: Record<Kind, Sample[]>): BenchRow['figures'] {
  const of = (kind: Kind, figure: keyof Sample, share: number): number =>
    percentile(
      samples[kind].map((sample) => sample[figure]),
      share,
    );
  const ratio = (figure: keyof Sample, share: number): string =>
    (of('durakit', figure, share) / of('hand-written', figure, share)).toFixed(2);
  return {
    'p50 ratio': ratio('milliseconds', 0.5),
    'p90 ratio': ratio('milliseconds', 0.9),
    'events ratio': ratio('events', 0.5),
    'bytes ratio': ratio('bytes', 0.5),
    'hand-written p50 ms': Math.round(of('hand-written', 'milliseconds', 0.5)),
    'durakit p50 ms': Math.round(of('durakit', 'milliseconds', 0.5)),
    events: of('durakit', 'events', 0.5),
    bytes: of('durakit', 'bytes', 0.5),
  };
}
