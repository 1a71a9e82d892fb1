import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { splitApp, type AppPrograms } from '../../workers/programs/split-app.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TEXT = readFileSync(path.join(ROOT, 'docs/split.md'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'durakit-docs-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every block of code, with the comment before it that says what it is. */
const blocks = [...TEXT.matchAll(/(?:<!-- ([^>]*) -->\n\n)?```ts\n(.*?)```/gs)].map(([, claim, code = '']) => ({
  claim: claim ?? 'nothing',
  code,
}));

function split(code: string): AppPrograms {
  const file = path.join(folder, 'app.ts');
  writeFileSync(file, code);
  return splitApp([file]);
}

const withoutSpace = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('docs/split.md', () => {
  test.each(blocks.map(({ claim, code }, index) => ({ claim, code, index })))('block $index: $claim', async ({ claim, code, index }) => {
    const [, file] = /^copied from (.*)$/.exec(claim) ?? [];
    if (file !== undefined) {
      expect(withoutSpace(readFileSync(path.join(ROOT, file), 'utf8'))).toContain(withoutSpace(code.trim()));
    } else if (claim === 'workflow program of the block before') {
      const [program] = split(blocks[index - 1]?.code ?? '').modules.values();
      const options = { ...(await resolveConfig(path.join(ROOT, 'docs/split.md'))), parser: 'typescript' };
      expect(await format(program?.workflowProgram.code ?? '', options)).toBe(code);
    } else {
      const { flows, diagnostics } = split(code);
      expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
      expect(flows.map(({ mode }) => mode)).toEqual([claim === 'runs in the sandbox' ? 'workflow' : 'journal']);
      expect(claim).toMatch(/^runs (?:in the sandbox|journaled)$/);
    }
  });

  test('the key of a computed name is as it says', () => {
    const code = blocks.find((block) => block.code.includes('page-${page}'))?.code ?? '';
    const [program] = split(code).modules.values();
    expect(program?.steps.map(({ key }) => key)).toEqual(['/step/pages/page-*']);
  });

  test('a marked statement stays in the workflow program', () => {
    const code = blocks.find((block) => block.code.includes('durakit: workflow'))?.code ?? '';
    const [program] = split(code).modules.values();
    expect(program?.workflowProgram.code).toContain('Object.freeze(Array.prototype)');
  });
});
