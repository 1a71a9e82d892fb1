import { SourceMap, type SourceMapPayload } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { guardWaits } from '../../workers/programs/guard-waits.ts';
import { applyEdits } from '../../workers/programs/text-edits.ts';
import { parseModule } from '../../workers/split/parse-module.ts';
import { splitModule } from '../../workers/split/split-module.ts';
import type { SplitProgram } from '../../workers/split/split-result.ts';

const RUNTIME = `globalThis[Symbol.for("durakit.topLevel")]`;

function guard(code: string): SplitProgram {
  const { nodeProgram, workflowProgram } = splitModule({ code, path: 'app.ts', moduleName: 'app', usedExports: [] });
  const parsed = parseModule(nodeProgram.code, 'app.ts');
  return applyEdits(nodeProgram, guardWaits(parsed, { code: nodeProgram.code, path: 'app.ts' }, workflowProgram));
}

/** With the runtime's two calls in short. */
const shown = (code: string): string =>
  guard(`${code}\nexport {};`)
    .code.replace(/\nexport \{\};$/, '')
    .replaceAll(`await ${RUNTIME}.run("app.ts", async () => {`, 'RUN{')
    .replaceAll(`if (${RUNTIME}.goesOn("app.ts")) {`, 'GO{');

describe('guardWaits', () => {
  test.each([
    ['await run();', 'RUN{ await run(); });'],
    ['const text = await run();', 'let text; RUN{ (text = await run()); });'],
    ['export const { a, b: [c] }: Shape = await run(), d = a;', 'export let d, a, c; RUN{ ({ a, b: [c] } = await run()); (d = a); });'],
    ['let x!: string = await run()', 'let x; RUN{ (x = await run()) });'],
    ['for await (const x of run()) log(x);', 'RUN{ for await (const x of run()) log(x); });'],
    ['if (ready) { await run(); }', 'RUN{ if (ready) { await run(); } });'],
  ])('%s', (code, expected) => {
    expect(shown(code)).toBe(expected);
  });

  test('leaves what is before the first wait, and what does not wait at the top level', () => {
    const code = 'log(1);\nconst later = async () => { await run(); };\nclass Kitchen { async cook() { await run(); } }\nlater();';
    expect(shown(code)).toBe(code);
  });

  test('after a wait, definitions stay, uses of what is missing and other statements do not run', () => {
    const code = [
      `import { durakit } from 'durakit';`,
      'const ai = durakit();',
      'const text = await run();',
      'const shout = text.toUpperCase();',
      'const number = 1;',
      'const later = () => text;',
      'process.exit(0);',
      `ai.defineFlow('flow', async () => 1);`,
      `export const other = ai.defineFlow('other', async () => 1);`,
    ];
    expect(shown(code.join('\n')).split('\n')).toEqual([
      ...code.slice(0, 2),
      'let text; RUN{ (text = await run()); });',
      'let shout; GO{ (shout = text.toUpperCase()); }',
      ...code.slice(4, 6),
      'GO{ process.exit(0); }',
      ...code.slice(7),
    ]);
  });

  test('a `var` in a block belongs to the module, and stays', () => {
    const code = 'for (var index = 0; index < 2; index++) await run();';
    expect(shown(code)).toBe(code);
  });

  test('lines and columns lead to the text of the user', () => {
    const { code, map } = guard(`log('before');\nconst { text }: {\n  text: string;\n} = await run();\nlog(text);\nexport {};`);
    const placeOf = (word: string): { line: number; column: number } => {
      const before = code.slice(0, code.indexOf(word)).split('\n');
      const entry = new SourceMap(map as unknown as SourceMapPayload).findEntry(before.length - 1, before.at(-1)?.length ?? 0);
      return 'originalLine' in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : { line: 0, column: 0 };
    };
    expect(code.split('\n')).toHaveLength(6);
    expect(placeOf('run()')).toEqual({ line: 4, column: 11 });
    expect(placeOf('log(text)')).toEqual({ line: 5, column: 1 });
  });
});
