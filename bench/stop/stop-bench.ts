import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { connect, type DurakitClient } from 'durakit/client';
import type { Bench, BenchContext, BenchRow } from '../bench.ts';
import { startChild } from '../child-process.ts';
import { percentile } from '../percentile.ts';
import { startSilentVendor, type SilentVendor } from './silent-vendor.ts';

const KINDS = ['hand-written', 'durakit'] as const;
type Kind = (typeof KINDS)[number];

const ROUNDS = 5;
const PAIRS_PER_ROUND = 10;
/** The cancels of a round are spread over the time between two heartbeats that are sent, which is 80 % of 10 s. */
const SPREAD_MILLISECONDS = 8_000;

/** From a cancel to the moment at which the provider sees its socket closed, against cancels that come with a heartbeat. */
export const stopBench: Bench = {
  name: 'stop',
  about: 'cancel() in one process to the closed socket of a step in another; the reference is told by its heartbeats (timeout 10 s)',
  run: async (context) => {
    const { signal, temporalAddress, databaseUrl } = context;
    const env = { TEMPORAL_ADDRESS: temporalAddress, DATABASE_URL: databaseUrl };
    const worker = new URL('./durakit-worker.ts', import.meta.url);
    await using vendor = await startSilentVendor();
    await using handWritten = await startChild(new URL('./hand-written-worker.ts', import.meta.url), { env, signal });
    await using flows = await startChild(worker, { env: { ...env, BENCH_ROLE: 'flows' }, signal });
    await using steps = await startChild(worker, { env: { ...env, BENCH_ROLE: 'steps' }, signal });
    const client = await connect({ address: temporalAddress, taskQueue: 'bench-stop-durakit' });
    context.progress(`workers ${handWritten.processId} (hand-written), ${flows.processId} (flows) and ${steps.processId} (steps)`);
    try {
      return [await measure({ client, vendor }, context)];
    } finally {
      await client.close();
    }
  },
};

interface Parts {
  readonly client: DurakitClient;
  readonly vendor: SilentVendor;
}

async function measure(parts: Parts, { full, progress }: BenchContext): Promise<BenchRow> {
  const samples: Record<Kind, number[]> = { 'hand-written': [], durakit: [] };
  for (const kind of KINDS) await stopOnce(parts, kind, 0);
  const rounds = ROUNDS * (full ? 5 : 1);
  for (let round = 1; round <= rounds; round++) {
    const stops = Array.from({ length: PAIRS_PER_ROUND }, (_, pair) =>
      KINDS.map(async (kind) => {
        samples[kind].push(await stopOnce(parts, kind, (pair / PAIRS_PER_ROUND) * SPREAD_MILLISECONDS));
      }),
    );
    await Promise.all(stops.flat());
    progress(`${round * PAIRS_PER_ROUND} of ${rounds * PAIRS_PER_ROUND} pairs`);
  }
  return { what: `${rounds * PAIRS_PER_ROUND} stops`, figures: toFigures(samples) };
}

/** Milliseconds from the call of `cancel()` to the closed socket, of a step that has run for `age` milliseconds. */
async function stopOnce({ client, vendor }: Parts, kind: Kind, age: number): Promise<number> {
  const name = crypto.randomUUID();
  const taskQueue = `bench-stop-${kind}`;
  const handle: WorkflowHandle = await client.temporal.workflow.start('asks', { taskQueue, workflowId: name, args: [vendor.url + name] });
  await vendor.untilAsked(name);
  await delay(age);
  const started = performance.now();
  const [closed] = await Promise.all([vendor.untilClosed(name), handle.cancel()]);
  const { status } = await untilEnded(handle);
  if (status.name !== 'CANCELLED') throw new Error(`a stopped run of ${kind} is ${status.name}`);
  return closed - started;
}

async function untilEnded(handle: WorkflowHandle): ReturnType<WorkflowHandle['describe']> {
  await handle.result().catch(() => undefined);
  return await handle.describe();
}

function toFigures(samples: Record<Kind, number[]>): BenchRow['figures'] {
  const of = (kind: Kind, share: number): number => percentile(samples[kind], share);
  const ratio = (share: number): string => (of('durakit', share) / of('hand-written', share)).toFixed(3);
  return {
    'p50 ratio': ratio(0.5),
    'p99 ratio': ratio(0.99),
    'durakit p50 ms': Math.round(of('durakit', 0.5)),
    'durakit p99 ms': Math.round(of('durakit', 0.99)),
    'heartbeats p50 ms': Math.round(of('hand-written', 0.5)),
    'heartbeats p99 ms': Math.round(of('hand-written', 0.99)),
  };
}
