import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

const TEST = fileURLToPath(new URL('..', import.meta.url));
const REPLAY = path.join(TEST, 'setup', 'replay-main.ts');

/** Each folder of `test/histories` with the apps that its files were recorded from. */
const RECORDED = [
  { folder: 'skeleton', app: (): string => path.join(TEST, 'workers', 'skeleton-app.ts') },
  { folder: 'sessions', app: (): string => path.join(TEST, 'sessions', 'sessions-app.ts') },
  { folder: 'apps', app: (file: string): string => path.join(TEST, 'apps', file.replace('.json', ''), 'app.ts') },
];

async function replay(app: string, file: string): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=durakit-source', REPLAY, app, file], { env });
  return stdout;
}

describe.each(RECORDED)('histories of $folder', ({ folder, app }) => {
  const files = readdirSync(path.join(TEST, 'histories', folder));

  test.each(files)("%s: today's code takes the recorded way", async (file) => {
    expect(await replay(app(file), path.join(TEST, 'histories', folder, file))).toContain('replayed: ok');
  });
});

test('a changed flow is caught, with the place and what to do', async () => {
  const output = await replay(
    path.join(TEST, 'workers', 'changed', 'skeleton-app.ts'),
    path.join(TEST, 'histories', 'skeleton', 'three-steps.json'),
  );
  expect(output).toContain("replayed: Flow 'threeSteps' no longer takes the way of this recorded run:");
  expect(output).toContain('/step/second');
  expect(output).toContain('/step/third');
  expect(output).toContain('A run in flight would stop here after a deploy.');
});
