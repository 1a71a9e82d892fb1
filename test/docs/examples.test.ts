import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { splitApp } from '../../workers/programs/split-app.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLES = readdirSync(path.join(ROOT, 'examples'));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Paths that a text links to. */
const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link).filter((link) => !link.startsWith('http'));

describe('examples', () => {
  test.each(EXAMPLES)('%s is named in the README', (example) => expect(read('README.md')).toContain(`](examples/${example}`));

  test.each(EXAMPLES)('all flows of %s run in the sandbox', (example) => {
    const { flows, diagnostics } = splitApp([path.join(ROOT, 'examples', example, 'app.ts')]);
    expect(diagnostics).toEqual([]);
    expect(flows.map(({ mode }) => mode)).toEqual(flows.map(() => 'workflow'));
    expect(flows).not.toEqual([]);
  });
});

test.each(['README.md', ...EXAMPLES.map((example) => `examples/${example}/README.md`).filter((file) => existsSync(path.join(ROOT, file)))])(
  'the links of %s lead somewhere',
  (file) => {
    const folder = path.join(ROOT, path.dirname(file));
    expect(linksOf(read(file)).filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
  },
);
