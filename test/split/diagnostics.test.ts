import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DIAGNOSTIC_TABLE } from '../../workers/split/diagnostic-table.ts';
import { formatDiagnostic } from '../../workers/split/diagnostics.ts';
import { splitModule } from '../../workers/split/split-module.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('diagnostics', () => {
  test('a code frame marks the place', () => {
    const code = `import { genkit } from 'genkit';\nconst ai = genkit({});\nexport const flow = ai.defineFlow('flow', async () => {\n\treturn fetch('x');\n});\n`;
    const [diagnostic] = splitModule({ code, path: 'app.ts', moduleName: 'app' }).diagnostics;
    expect(diagnostic?.codeFrame).toBe(
      [
        '  2 | const ai = genkit({});',
        "  3 | export const flow = ai.defineFlow('flow', async () => {",
        "> 4 | \treturn fetch('x');",
        '    | \t       ^^^^^',
        '  5 | });',
        '  6 |',
      ].join('\n'),
    );
    expect(diagnostic === undefined ? '' : formatDiagnostic(diagnostic)).toContain('app.ts:4:9 note DK1203: `fetch` reaches the network.');
  });

  test('every slug is made by some case', () => {
    const cases = join(import.meta.dirname, 'cases');
    const made = new Set(
      readdirSync(cases).flatMap((name) => {
        const path = join(cases, name, 'expected.diagnostics.json');
        return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { slug: string }[]).map(({ slug }) => slug) : [];
      }),
    );
    expect(Object.keys(DIAGNOSTIC_TABLE).filter((slug) => !made.has(slug))).toEqual([]);
  });

  test('every slug has a page, and every page a slug', () => {
    const pages = readdirSync(join(ROOT, 'docs/errors')).filter((file) => /^DK1\d{3}\.md$/.test(file));
    expect(pages.map((file) => file.replace('.md', '')).sort()).toEqual(Object.keys(DIAGNOSTIC_TABLE).sort());
  });
});
