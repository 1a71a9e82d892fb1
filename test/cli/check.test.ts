import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CheckReport } from '../../workers/programs/check-report.ts';
import { runNode } from '../programs/run-node.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

const APP = `import { readFileSync } from 'node:fs';
import { genkit } from 'genkit';

const ai = genkit({});

export const menu = ai.defineFlow('menu', async (theme: string) => ai.run('cook', async () => theme));

export const read = ai.defineFlow('read', async (file: string) => {
  const text = readFileSync(file, 'utf8');
  return ai.run('count', async () => text.length);
});

export const byHand = ai.defineFlow({ name: 'by hand', durability: 'journal' }, async () => 1);

throw new Error('this app is not to be run');
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-check-'));
  await writeFile(path.join(folder, 'app.ts'), APP);
  await writeFile(path.join(folder, 'broken.ts'), `import { genkit } from 'genkit';\nconst ai = genkit({}) +;\n`);
});

const check = (...parameters: string[]): ReturnType<typeof runNode> => runNode([MAIN, 'check', ...parameters], { cwd: folder });

describe('durakit check', () => {
  test('tells which way each flow runs, and why, without running anything', async () => {
    const { output, errors, code } = await check('app.ts');
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toContain(`app.ts:9:16 note DK1201: \`node:fs\` is a module of Node; the sandbox does not have it.`);
    expect(output).toContain(`  >  9 |   const text = readFileSync(file, 'utf8');\n       |                ^^^^^^^^^^^^\n`);
    expect(output).toContain(`flow menu runs in the sandbox  app.ts:6:21\n`);
    expect(output).toContain(
      `flow read runs journaled  app.ts:8:21\n` +
        `  why: app.ts:9:16 DK1201 \`node:fs\` is a module of Node; the sandbox does not have it.\n` +
        '  into the sandbox: Wrap it in `ai.run(name, async () => …)`.\n',
    );
    expect(output).toContain(`flow by hand runs journaled (durability: 'journal')  app.ts:13:23\n`);
    expect(output).toMatch(/\n3 flows: 1 in the sandbox, 2 journaled\. 0 errors, 0 warnings, \d notes?\.\n$/);
  });

  test('--strict makes an error of a journaled flow, unless it is by hand', async () => {
    const { output, code } = await check('app.ts', '--strict');
    expect(code).toBe(1);
    expect(output).toContain('app.ts:9:16 error DK1201');
    expect(output).toContain('1 error,');
  });

  test('--json is for programs', async () => {
    const { output, code } = await check('app.ts', '--json');
    const report = JSON.parse(output) as CheckReport;
    expect(code).toBe(0);
    expect(report).toMatchObject({ ok: true, errors: 0, warnings: 0 });
    expect(report.flows.map(({ name, kind, runs, decidedBy, file, line }) => ({ name, kind, runs, decidedBy, file, line }))).toEqual([
      { name: 'menu', kind: 'flow', runs: 'sandbox', decidedBy: 'analysis', file: 'app.ts', line: 6 },
      { name: 'read', kind: 'flow', runs: 'journaled', decidedBy: 'analysis', file: 'app.ts', line: 8 },
      { name: 'by hand', kind: 'flow', runs: 'journaled', decidedBy: 'durability', file: 'app.ts', line: 13 },
    ]);
    expect(report.flows[1]?.reasons).toEqual([report.findings.find(({ slug }) => slug === 'DK1201')]);
    expect(Object.keys(report.findings[0] ?? {}).sort()).toEqual(
      ['slug', 'severity', 'message', 'hint', 'file', 'line', 'column', 'codeFrame'].sort(),
    );
  });

  test('an app that cannot be split gives exit code 1', async () => {
    const { output, code } = await check('broken.ts');
    expect(code).toBe(1);
    expect(output).toContain('broken.ts:2:24 error DK1001');
  });

  test('wrong use gives exit code 2', async () => {
    const { output, errors, code } = await check('nothing.ts');
    expect({ output, code }).toEqual({ output: '', code: 2 });
    expect(errors).toContain('There is no file nothing.ts');
  });
});
