import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startServices } from '../development/start-services.ts';
import type { Bench, BenchRow } from './bench.ts';
import { conversationBench } from './conversation/conversation-bench.ts';
import { messagesBench } from './messages/messages-bench.ts';
import { operationsBench } from './operations/operations-bench.ts';
import { stepsBench } from './steps/steps-bench.ts';
import { stopBench } from './stop/stop-bench.ts';
import { storageBench } from './storage/storage-bench.ts';

/** The one runner of all benches: `npm run bench -- --only steps --json out.json`, short by default, `--full` for publishing. */
const BENCHES: readonly Bench[] = [stepsBench, stopBench, messagesBench, storageBench, conversationBench, operationsBench];

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, full: { type: 'boolean', default: false } },
});
const chosen = BENCHES.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(`There is no bench '${values.only}'. There are: ${BENCHES.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
const folder = await mkdtemp(path.join(tmpdir(), 'durakit-bench-'));
const services = await startServices({ folder, signal: interrupted.signal });
const stopped = new Promise<never>((_resolve, reject) =>
  interrupted.signal.addEventListener('abort', () => reject(interrupted.signal.reason as Error)),
);
const results: Record<string, readonly BenchRow[]> = {};
try {
  for (const bench of chosen) {
    console.log(`\n${bench.name}: ${bench.about}`);
    const { temporalAddress, databaseUrl } = services;
    const context = {
      temporalAddress,
      databaseUrl,
      full: values.full,
      signal: interrupted.signal,
      progress: (line: string) => console.error(`  ${line}`),
    };
    const rows = await Promise.race([bench.run(context), stopped]);
    results[bench.name] = rows;
    console.table(Object.fromEntries(rows.map(({ what, figures }) => [what, figures])));
  }
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ node: process.version, full: values.full, results }, null, 2)}\n`);
} catch (error) {
  if (!interrupted.signal.aborted) throw error;
  console.error('interrupted');
  process.exitCode = 130;
} finally {
  await services.stop();
  await rm(folder, { recursive: true, force: true });
}
