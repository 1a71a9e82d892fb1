import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommand } from './run-command.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MINUTES = 60_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-package-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The files that a clone would have, with what is not committed yet. */
async function copyRepository(target: string): Promise<void> {
  const { output } = await runCommand(['git', 'ls-files', '--cached', '--others', '--exclude-standard'], { folder: ROOT });
  for (const file of output.split('\n').filter(Boolean)) {
    await mkdir(path.dirname(path.join(target, file)), { recursive: true });
    await cp(path.join(ROOT, file), path.join(target, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error; // deleted, and not committed yet
    });
  }
}

test(
  '`npm start -- --once` in a clone without node_modules prints the result and exits 0',
  async () => {
    const clone = path.join(folder, 'clone');
    await copyRepository(clone);
    const { code, output } = await runCommand(['npm', 'start', '--', '--once'], { folder: clone });
    expect(output).toContain('Suggest one of these dishes');
    expect(code).toBe(0);
  },
  10 * MINUTES,
);

test(
  'the packed package works in an empty project',
  async () => {
    const packed = await runCommand(['npm', 'pack', '--pack-destination', folder], { folder: ROOT, node: path.dirname(process.execPath) });
    expect(packed.code).toBe(0);
    const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz')) ?? '';
    const project = path.join(folder, 'project');
    await mkdir(project);
    await writeFile(path.join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }));
    await writeFile(path.join(project, 'app.ts'), APP);
    const installed = await runCommand(['npm', 'install', path.join(folder, tarball)], { folder: project });
    expect(installed.output).toMatch(/added \d+ packages/);
    const command = ['npx', 'durakit', 'dev', 'app.ts', '--once', '--run', 'greet', '--input', '{"name":"Ada"}'];
    const { code, output } = await runCommand(command, { folder: project, node: path.dirname(process.execPath) });
    expect(output).toContain('Hello ADA, from a step');
    expect(code).toBe(0);
  },
  10 * MINUTES,
);

const APP = `
import { durakit, z } from 'durakit';
import { hostname } from 'node:os';

const ai = durakit();

export const greet = ai.defineFlow({ name: 'greet', inputSchema: z.object({ name: z.string() }) }, async ({ name }) => {
  const host: string = await ai.run('host', () => (hostname() ? 'a step' : 'nowhere'));
  return \`Hello \${name.toUpperCase()}, from \${host}\`;
});
`;
