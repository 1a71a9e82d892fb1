import { describe, expect, test } from '@jest/globals';
import { splitModule } from '../../workers/split/split-module.ts';
import { runJournaled } from './run-programs.ts';

interface Program {
  /** The flow's function, and what stands before it. */
  readonly body: string;
  readonly before?: string;
  readonly input?: () => unknown;
  /** What the journal cannot keep. */
  readonly lost?: readonly string[];
}

const PROGRAMS: Record<string, Program> = {
  'assigned variables': {
    body: `let total = 0, last; for (const n of [1, 2, 3]) { await ai.run('s' + n, () => { total += n; ({ last } = { last: { n } }); }); } return [total, last];`,
  },
  'lists, maps, sets and dates that are changed in place': {
    body: `
      const list = [], map = new Map(), set = new Set(['a']), date = new Date(0), bytes = new Uint8Array(2), record = { z: 1, gone: 1 };
      const aliases = { list, map, set, date, bytes, record };
      await ai.run('one', () => { list.push({ n: 1 }); map.set('k', list); set.add(list[0]); date.setTime(5); bytes[1] = 7; record.a = 2; delete record.gone; });
      await ai.run('two', () => { list[0].n++; map.delete('none'); set.delete('a'); list.unshift('first'); });
      return [aliases, aliases.list === list, map.get('k') === list, set.has(list[1]), Object.keys(record)];`,
  },
  'objects that are held elsewhere keep their identity': {
    body: `
      const rows = [{ id: 1 }, { id: 2 }, { id: 3 }]; const [first, second] = rows; let current = rows[0]; const index = { byId: {} };
      await ai.run('one', () => { rows.reverse(); current = rows[1]; index.byId[3] = rows[0]; });
      await ai.run('two', () => { const taken = rows.pop(); taken.done = true; current.seen = true; });
      return [rows, first, second, current === second, index.byId[3] === rows[0], rows.length];`,
  },
  'a list that is replaced by an equal one': {
    body: `let rows = [1]; const before = rows; await ai.run('one', () => { rows = [...rows]; }); rows.push(2); return [rows, before];`,
  },
  'nested lists that are replaced': {
    body: `const state = { rows: [1] }; const { rows } = state; await ai.run('one', () => { state.rows = [...state.rows, 2]; }); state.rows.push(3); return [state, rows];`,
  },
  cycles: {
    body: `const tree = { children: [] }; await ai.run('one', () => { tree.children.push({ parent: tree }); tree.self = tree; }); return [tree.children[0].parent === tree, tree.self === tree];`,
  },
  'state of the module': {
    before: `const history = []; let calls = 0; function remember(text) { history.push(text); calls++; }`,
    body: `for (const word of ['a', 'b']) await ai.run(word, async () => { remember(word); }); return [history, calls];`,
  },
  'fields of an instance, through its methods': {
    before: `class Service { #secret = 1; count = 0; seen = []; add(n) { this.count += n; this.#secret++; } async go() { for (const n of [1, 2]) await ai.run('s' + n, () => { this.add(n); this.seen.push(n); [this.last] = [n]; }); return [this.count, this.seen, this.last, this.#secret]; } }`,
    body: `return new Service().go();`,
  },
  'what is handed to functions, also of other modules': {
    before: `const elsewhere = globalThis.Function('list', 'list.push(list.length); return list');`,
    body: `const list = []; const untouched = { a: [1] }; const same = untouched.a; for (const n of [1, 2]) await ai.run('s' + n, () => { elsewhere(list, untouched); }); same.push(2); return [list, untouched];`,
  },
  'the input of the flow and of the step': {
    body: `await ai.run('one', input.rows, (rows) => { for (const row of rows) row.done = true; rows.forEach((row) => { row.n *= 2; }); }); return input;`,
    input: () => ({ rows: [{ n: 1 }, { n: 2 }] }),
  },
  'local functions and callbacks': {
    body: `let count = 0; const totals = { sum: 0 }; const add = (n) => { count++; totals.sum += n; }; await ai.run('one', () => [1, 2, 3].forEach((n) => add(n))); return [count, totals];`,
  },
  'steps side by side': {
    body: `let done = 0; const order = []; await Promise.all([1, 2, 3].map((n) => ai.run('s' + n, async () => { done++; order.push(n); }))); return [done, order];`,
  },
  'functions and instances of classes cannot be kept': {
    before: `class Counter { n = 0; add() { this.n++; } }`,
    body: `const counter = new Counter(); const handlers = {}; let total = 0; await ai.run('one', () => { counter.add(); handlers.a = () => 1; total++; }); return total;`,
    lost: ['counter holds an instance of Counter', 'handlers holds a function'],
  },
};

/** Instances of two realms compare by what is in them. */
const view = (value: unknown): string => JSON.stringify(value, (_key, member: unknown) => toComparable(member));

function toComparable(member: unknown): unknown {
  if (Object.prototype.toString.call(member) === '[object Map]') return { map: [...(member as Map<unknown, unknown>)] };
  return Object.prototype.toString.call(member) === '[object Set]' ? { set: [...(member as Set<unknown>)] } : member;
}

describe('a journaled flow sees what its recorded steps changed', () => {
  for (const [name, { body, before = '', input = () => 1, lost = [] }] of Object.entries(PROGRAMS)) {
    const flow = `ai.defineFlow({ name: 'flow', durability: 'journal' }, async (input) => {\n${body}\n});`;
    const code = `import { genkit } from 'durakit';\nconst ai = genkit({});\n${before}\n${flow}\n`;
    for (const kept of [0, 1, 3]) {
      test(`${name}, with ${kept} steps recorded`, async () => {
        const { nodeProgram } = splitModule({ code, path: 'app.js', moduleName: 'app' });
        const [first, again] = await runJournaled(nodeProgram.code, input, kept);
        expect(view(again.result)).toBe(view(first.result));
        expect(first.lost).toEqual(lost);
      });
    }
  }
});
