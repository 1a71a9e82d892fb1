import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build, type BuildResult, type Message } from 'esbuild';
import { connect } from '../../client/connect.ts';
import { durakitSplit } from '../../esbuild.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { runNode } from './run-node.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-bundled-'));
  await cp(path.join(ROOT, 'test/apps/bundled'), folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(ROOT, path.join(folder, 'node_modules', 'durakit'));
  await symlink(path.join(ROOT, 'node_modules', 'esbuild'), path.join(folder, 'node_modules', 'esbuild'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a worker that esbuild has bundled with its app runs flows, without the sources', async () => {
  const { code, output, errors } = await runNode(['build.mjs'], { cwd: folder });
  expect({ code, output, errors }).toEqual({ code: 0, output: '', errors: '' });
  for (const source of ['app.ts', 'price.ts', 'worker.ts']) await rm(path.join(folder, source));

  const { flow, close } = await connect({ taskQueue: 'bundled' });
  const child = spawn(process.execPath, ['--conditions=durakit-source', '--enable-source-maps', 'dist/worker.mjs'], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', DURAKIT_TASK_QUEUE: 'bundled' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
  try {
    await waitUntil('the worker polls', () => printed.includes('worker ready: order'));
    expect(await flow('order').run({ dish: 'soup' })).toBe('soup/4');
    expect(printed).not.toContain('this is a worker');
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
    await close();
  }
});

async function findProblems(code: string, options: { strict?: boolean } = {}): Promise<Message[]> {
  const file = path.join(folder, 'problem.ts');
  await writeFile(file, code);
  const result = await build({
    absWorkingDir: folder,
    entryPoints: ['problem.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [durakitSplit({ entries: ['problem.ts'], ...options })],
  }).catch((error: unknown) => error as BuildResult);
  return [...result.errors, ...result.warnings];
}

test('findings of the split are findings of the build', async () => {
  const [first] = await findProblems(
    `import { genkit } from 'genkit';\nconst ai = genkit({});\nai.defineFlow('flow', async () => process.env.HOME);\n`,
    { strict: true },
  );
  expect(first).toMatchObject({
    text: expect.stringContaining('DK1203: `process.env`'),
    location: { file: 'problem.ts', line: 3, lineText: expect.stringContaining('process.env.HOME') },
    notes: [{ text: expect.stringContaining('ai.run') }],
  });
});

test('a package of Genkit without a stand-in is an error of the build', async () => {
  const [first] = await findProblems(`import '@genkit-ai/nowhere';\n`);
  expect(first?.text).toContain(`Its stand-in 'durakit/nowhere' does not exist`);
});
