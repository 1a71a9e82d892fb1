import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';

const APP = (step: string): string => `import { durakit } from 'durakit';

const ai = durakit();

export const main = ai.defineFlow('main', async () => {
  const first = await ai.run('${step}', async () => 1);
  await ai.waitFor('go');
  return first;
});
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-incompatible-'));
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a run that does not fit the changed code is told in one line, and goes on with code that fits', async () => {
  const app = path.join(folder, 'app.ts');
  await writeFile(app, APP('first'));
  await using old = await startTestWorker({ app });
  const { taskQueue } = old;
  const handle = await old.flow('main').start();
  await waitUntil('the step is recorded', async () => (await handle.describe()).historyEvents > 10);
  await old.kill();

  await writeFile(app, APP('renamed'));
  await using changed = await startTestWorker({ app, taskQueue });
  await handle.signal('go');
  await waitUntil('the worker has told it', () => changed.output().includes('does not fit'));
  const place = path.relative(process.cwd(), app);
  expect(changed.output()).toBe(
    `Run ${handle.workflowId} does not fit the changed code: where it has /step/main/first, the code now has /step/main/renamed (${place}:6). ` +
      `It waits for code that fits. Put the old code back to finish it, end it with \`durakit cancel ${handle.workflowId} --force\`, ` +
      'or reset it in the Temporal UI.\n',
  );
  await changed.kill();

  await writeFile(app, APP('first'));
  await using restored = await startTestWorker({ app, taskQueue });
  expect(await handle.result()).toBe(1);
  expect(restored.output()).toBe('');
});
