import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows, runWorker } from 'durakit/worker';

const app = fileURLToPath(new URL('./flow-app.ts', import.meta.url));

/** A program that cannot be told of the message store: it gives each call of the model the whole conversation. */
const NO_STORE = `Object.defineProperty(globalThis, Symbol.for('durakit.storesMessages'), { value: false }); `;

if (process.env['BENCH_PROGRAM'] === 'whole') {
  const folder = await mkdtemp(path.join(tmpdir(), 'durakit-bench-whole-'));
  const file = path.join(folder, 'workflows.js');
  await bundleWorkflows({ app, file });
  await writeFile(file, `${NO_STORE}${await readFile(file, 'utf8')}`);
  await runWorker({ app, workflowBundle: file }).finally(() => rm(folder, { recursive: true, force: true }));
} else {
  await runWorker({ app });
}
