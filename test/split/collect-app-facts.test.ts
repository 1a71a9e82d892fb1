import { describe, expect, test } from '@jest/globals';
import { collectAppFacts, type AppModule } from '../../workers/split/collect-app-facts.ts';
import { collectFacts } from '../../workers/split/collect-facts.ts';

function appOf(files: Record<string, string>): AppModule[] {
  return Object.entries(files).map(([path, code]) => ({
    path,
    code,
    resolvePath: (specifier) => (specifier.startsWith('./') ? `${specifier.slice(2)}.js` : undefined),
  }));
}

describe('collectFacts', () => {
  test('knows what each export is', () => {
    const code = `
      import { genkit } from 'genkit';
      import { Pool } from 'pg';
      export const ai = genkit({});
      export const { run } = ai;
      export const pool = new Pool();
      export const flow = ai.defineFlow('flow', async () => pool.query('x'));
      export function getAi() { return ai; }
      export function register(name) { ai.defineTool({ name, description: name }, async () => 1); }
      export const load = async () => pool.query('x');
      export const pure = (text) => text.trim();
      export { genkit };
    `;
    const { exports, defines } = collectFacts({ code, path: 'app.js' });
    const summary = Object.fromEntries(
      Object.entries(exports).map(([name, fact]) => [
        name,
        [
          fact.kind,
          fact.member,
          fact.defines && 'defines',
          fact.returnsAi && 'returns ai',
          fact.callable && 'callable',
          ...fact.reasons.map(({ slug }) => slug),
        ]
          .filter(Boolean)
          .join(' '),
      ]),
    );
    expect(defines).toBe(true);
    expect(summary).toEqual({
      ai: 'ai',
      run: 'member run',
      pool: 'other DK1202',
      flow: 'definition defineFlow',
      getAi: 'other returns ai callable',
      register: 'other defines callable',
      load: 'other callable DK1202',
      pure: 'other callable',
      genkit: 'factory',
    });
  });

  test('are plain JSON', () => {
    const facts = collectFacts({ code: `import fs from 'node:fs';\nexport const read = () => fs.readFileSync('x');`, path: 'app.js' });
    expect(JSON.parse(JSON.stringify(facts))).toEqual(JSON.parse(JSON.stringify(structuredClone(facts))));
    expect(facts.exports['read']?.reasons[0]).toMatchObject({ slug: 'DK1201', path: 'app.js', line: 2 });
  });
});

describe('collectAppFacts', () => {
  test('follows ai through an import cycle and re-exports', () => {
    const known = collectAppFacts(
      appOf({
        'a.js': `import { genkit } from 'genkit';\nexport const ai = genkit({});\nexport * from './b';`,
        'b.js': `import { ai } from './a';\nexport const flow = ai.defineFlow('flow', async () => 1);`,
        'c.js': `export { flow as main } from './a';`,
      }),
    );
    expect(known.get('c.js')?.facts).toMatchObject({ defines: true, exports: { main: { kind: 'definition' } } });
  });

  test('follows ai as an argument through two modules', () => {
    const known = collectAppFacts(
      appOf({
        'main.js': `import { genkit } from 'genkit';\nimport * as outer from './outer';\nouter.setUp({}, genkit({}));`,
        'outer.js': `import { define } from './inner';\nexport function setUp(options, engine) { define(engine); }`,
        'inner.js': `export const define = (engine) => engine.defineFlow('flow', async () => 1);`,
      }),
    );
    expect(known.get('outer.js')?.aiParameters).toEqual({ setUp: [1] });
    expect(known.get('inner.js')?.aiParameters).toEqual({ define: [0] });
    expect(known.get('outer.js')?.facts.exports['setUp']?.defines).toBe(true);
  });

  test('carries the reasons of a helper through the modules between, with their own place', () => {
    const known = collectAppFacts(
      appOf({
        'disk.js': `import { readFile } from 'fs/promises';\nexport const read = (path) => readFile(path);`,
        'texts.js': `import { read } from './disk';\nexport const text = (name) => read(name + '.txt');`,
      }),
    );
    expect(known.get('texts.js')?.facts.exports['text']?.reasons).toMatchObject([{ slug: 'DK1201', path: 'disk.js', line: 2 }]);
  });
});

describe('keys of steps', () => {
  const helper = (name: string): string => `import { ai } from './a';\nexport const ${name} = (id) => ai.run('load', async () => id);`;

  test('belong to a flow, else to the first module; the others are told whose they are', () => {
    const known = collectAppFacts(
      appOf({
        'c.js': helper('fetchOne'),
        'b.js': helper('fetchOne'),
        'a.js': `import { genkit } from 'genkit';\nexport const ai = genkit({});\nexport const menu = (id) => ai.run('load', async () => id);`,
        'd.js': `import { ai } from './a';\n\nai.defineFlow('menu', async (id) => ai.run('load', async () => id));`,
      }),
    );
    expect([...known].map(([path, { takenSteps }]) => [path, takenSteps])).toEqual([
      ['c.js', { '/step/fetchOne/load': 'b.js:2' }],
      ['b.js', undefined],
      ['a.js', { '/step/menu/load': 'd.js:3' }],
      ['d.js', undefined],
    ]);
  });
});
