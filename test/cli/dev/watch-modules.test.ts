import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchModules, type ModuleWatch } from '../../../cli/dev/watch-modules.ts';
import { waitUntil } from '../../setup/wait-until.ts';

let folder: string;
let changes = 0;
let watch: ModuleWatch;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-watch-'));
  await mkdir(path.join(folder, 'steps'));
  changes = 0;
  watch = watchModules(() => void changes++);
});
afterEach(async () => {
  watch.close();
  await rm(folder, { recursive: true, force: true });
});

const file = (name: string): string => path.join(folder, name);
const nextChange = (): Promise<unknown> => {
  const before = changes;
  return waitUntil('a change', () => changes > before);
};

test('tells of a module that is written, in any of the folders', async () => {
  await writeFile(file('app.ts'), '1');
  await writeFile(file('steps/load.ts'), '1');
  watch.set({ modules: [file('app.ts'), file('steps/load.ts')], broken: false });
  const first = nextChange();
  await writeFile(file('app.ts'), '2');
  await first;
  const second = nextChange();
  await writeFile(file('steps/load.ts'), '2');
  await second;
});

test('tells of a module that an editor replaces, again and again', async () => {
  await writeFile(file('app.ts'), '1');
  watch.set({ modules: [file('app.ts')], broken: false });
  for (const text of ['2', '3']) {
    const change = nextChange();
    await writeFile(file('app.ts.new'), text);
    await rename(file('app.ts.new'), file('app.ts'));
    await change;
  }
});

test('other files count only while the app is broken, and only sources', async () => {
  await writeFile(file('app.ts'), '1');
  watch.set({ modules: [file('app.ts')], broken: false });
  await writeFile(file('other.ts'), '1');
  const change = nextChange();
  await writeFile(file('app.ts'), '2');
  await change;
  const afterOne = changes;

  watch.set({ modules: [file('app.ts')], broken: true });
  await writeFile(file('notes.txt'), '1');
  const missing = nextChange();
  await writeFile(file('missing.ts'), '1');
  await missing;
  expect(changes - afterOne).toBe(1);
});
