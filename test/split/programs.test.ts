import { describe, expect, test } from '@jest/globals';
import { splitModule } from '../../workers/split/split-module.ts';
import { runOriginal, runSplit } from './run-programs.ts';

interface Program {
  readonly body: string;
  readonly input: unknown;
}

const inFlow = (parameters: string, body: string): string => `ai.defineFlow('flow', async (${parameters}) => {\n${body}\n});`;

const PROGRAMS: Record<string, Program> = {
  'variables of nested loops': {
    body: inFlow(
      'items',
      `const all = []; for (const [at, item] of items.entries()) for (let n = 0; n < 2; n++) all.push(await ai.run(\`s-\${at}-\${n}\`, async () => [at, n, item.a])); return all;`,
    ),
    input: [{ a: 1 }, { a: 2 }],
  },
  'assigned variables, also by patterns': {
    body: inFlow(
      'count',
      `let total = 0, last; let { a, b: [c] } = { a: 1, b: [2] }; for (let n = 0; n < count; n++) await ai.run('add', async () => { total += n; last = { n }; a++; [c] = [c + total]; }); return [total, last, a, c];`,
    ),
    input: 4,
  },
  'a variable that is declared in a block and hoisted': {
    body: inFlow(
      'input',
      `if (input) { var v = 2; } const result = await ai.run('v', () => { v = v + input; return v; }); return [result, v];`,
    ),
    input: 3,
  },
  'local functions that call each other, and a local class': {
    body: inFlow(
      '{ k, deep: { v = 3, ...rest } = {} }',
      `
      const base = 10;
      function odd(n) { return n === 0 ? false : even(n - 1); }
      function even(n) { return n === 0 ? true : odd(n - 1); }
      const scale = (x) => x * base + k;
      class Point { constructor(x) { this.x = scale(x); } get y() { return this.x + v; } }
      return ai.run('calculate', () => [even(5), odd(5), new Point(2).y, rest, [1, 2].map(scale)]);`,
    ),
    input: { k: 2, deep: { z: 1 } },
  },
  'members of what is missing': {
    body: inFlow(
      'input',
      `const { text } = await ai.generate('x'); const missing = input.nothing; return ai.run('m', () => [text, input.user?.name, missing?.x, typeof missing, input.list.length]);`,
    ),
    input: { user: { name: 'n' }, list: [1, 2] },
  },
  'getters of a response': {
    body: inFlow('input', `const response = await ai.generate(input); return ai.run('m', () => response.text.length);`),
    input: 'question',
  },
  'a destructured side channel': {
    body: inFlow(
      'input, { sendChunk: send, context: { auth }, missing = "default" }',
      `return ai.run('s', async () => { send(input); return [auth, missing]; });`,
    ),
    input: 'in',
  },
  'a whole side channel, called and taken apart': {
    body: inFlow(
      'input, side',
      `const { sendChunk } = side; const who = side.context.auth; return ai.run('s', async () => { sendChunk(1); side(2); side.sendChunk(who); return who; });`,
    ),
    input: 'in',
  },
  'schemas of names at module level, declared later, and of local constants': {
    body: `${inFlow(
      'input',
      `const one = { one: Plain, input: 1 }; const two = list(one);
      const ask = async (schema) => (await ai.generate({ output: { schema } })).text;
      const { text } = await ai.generate({ output: { schema: Plain } });
      const nested = async () => (await ai.generate({ output: { schema: list(two, Plain) } })).text;
      return [text, await nested(), (await ai.generate({ output: { schema: { input } } })).text, await ask({ two })];`,
    )}\nconst Plain = { type: 'string' };\nfunction list(...items) { return { type: 'array', items }; }`,
    input: 'in',
  },
  'steps with input and steps by name': {
    body: `const double = (value) => value * 2;\n${inFlow('input', `const k = 3; return [await ai.run('a', input, async (value) => value * k), await ai.run('b', input, double)];`)}`,
    input: 5,
  },
  'steps side by side': {
    body: inFlow('items', `return Promise.all(items.map(({ id, ...rest }, at) => ai.run(\`p-\${id}\`, async () => [id, rest, at])));`),
    input: [
      { id: 'a', z: 1 },
      { id: 'b', z: 2 },
    ],
  },
  'fields and methods of an instance': {
    body: `class Service { limit = 3; tags = ['a']; constructor() { this.ai = ai; this.flow = this.ai.defineFlow('flow', (x) => this.go(x)); } async go(x) { return this.ai.run('q', async () => [x, this.limit, this.label(), this.tags.length]); } label() { return 'L' + this.limit + this.tags[0]; } }\nnew Service();`,
    input: 7,
  },
  'helpers with defaults': {
    body: `async function load(id, options = { n: 1 }) { const { n } = options; return ai.run(\`load-\${id}\`, async () => [id, n]); }\n${inFlow('x', 'return [await load(x), await load(x + 1, { n: 5 })];')}`,
    input: 1,
  },
  'async generators': {
    body: `async function* pages(count) { for (let n = 0; n < count; n++) yield await ai.run('p-' + n, async () => n * 2); }\n${inFlow('count', `const all = []; for await (const page of pages(count)) all.push(await ai.run('again', () => page + 1)); return all;`)}`,
    input: 3,
  },
  'steps within steps': {
    body: inFlow(
      'n',
      `return ai.run('outer', async () => { const a = await ai.run('inner', async () => n + 1); return ai.run('inner', async () => a + n); });`,
    ),
    input: 3,
  },
  'ai as a parameter, and its method': {
    body: `function define(engine, name, k) { const { run } = engine; const prefix = name + k; return engine.defineFlow(name, async (x) => run('r', async () => [prefix, x, (await engine.generate('t')).text])); }\ndefine(ai, 'flow', 2);`,
    input: 3,
  },
  'catch, finally and labels': {
    body: inFlow(
      'data',
      `let s = ''; outer: for (const key in data) { try { if (key === 'y') throw Object.assign(new Error('bad'), { code: 1 }); const q = key; s += await ai.run('a', () => q + data[q]); continue outer; } catch (error) { s += await ai.run('e', () => error.message + error.code); } finally { s += await ai.run('f', () => '!'); } } return s;`,
    ),
    input: { x: 1, y: 2 },
  },
  'shadowed names': {
    body: `const name = 'module';\n${inFlow('input', `const before = input; { const input = 2; return [name, await ai.run('a', () => input), await ai.run('b', () => { const name = 'inner'; return name + input + before; })]; }`)}`,
    input: 9,
  },
  'a variable declared after the function that uses it': {
    body: inFlow('x', `const go = () => ai.run('a', () => late + x); const late = 4; return go();`),
    input: 9,
  },
  'module state that is set up at the top': {
    body: `let counter = 5; const settings = { a: 1 }; settings.b = 2; counter++;\n${inFlow('x', `return [counter, settings, await ai.run('a', () => [counter, settings, x])];`)}`,
    input: 9,
  },
};

describe('both programs together do what the module does', () => {
  for (const [name, { body, input }] of Object.entries(PROGRAMS)) {
    test(name, async () => {
      const code = `import { genkit } from 'durakit';\nconst ai = genkit({});\n${body}\n`;
      const { workflowProgram, nodeProgram, flows } = splitModule({ code, path: 'app.js', moduleName: 'app' });
      expect(flows.map(({ mode }) => mode)).toEqual(['workflow']);
      const expected = await runOriginal(code, input);
      await expect(runSplit({ workflow: workflowProgram.code, node: nodeProgram.code }, input)).resolves.toEqual(expected);
    });
  }
});
