import { describe, expect, test } from '@jest/globals';
import { findViolations } from './find-violations.ts';
import { toReportLine } from './violation.ts';

/** Reports for a small repository, given as path to source. */
function report(sources: Record<string, string>, dependencies: readonly string[] = []): string[] {
  const files = Object.entries(sources).map(([path, source]) => ({ path, source }));
  return findViolations(files, dependencies).map((violation) => toReportLine(violation));
}

const lines = (count: number): string => 'export {};\n'.repeat(count);

describe('import directions', () => {
  test('what the table allows is no violation', () => {
    const sources = {
      'schemas/part.ts': 'export interface Part {}',
      'engine/registry.ts': "import type { Part } from '../schemas/part.ts'; export const registry: Part = {};",
      'activities/call.ts': "import { registry } from '../engine/registry.ts'; export const call = registry;",
      'workflows/run.ts': "import type { call } from '../activities/call.ts'; export type Run = typeof call;",
      'index.workflow.ts': "export type { Run } from './workflows/run.ts';",
    };
    expect(report(sources)).toEqual([]);
  });

  test.each([
    ['an import', "import { a } from '../workers/a.ts';", 'a value'],
    ['an import for its side effects', "import '../workers/a.ts';", 'a value'],
    ['a re-export', "export { a } from '../workers/a.ts';", 'a value'],
    ['a type', "import type { A } from '../workers/a.ts';", 'a type'],
    ['a type in a type position', "export type B = import('../workers/a.ts').A;", 'a type'],
    ['a lazy import', "export const load = () => import('../workers/a.ts');", 'a value'],
    ['a require', "require('../workers/a.ts');", 'a value'],
  ])('%s against the table is found', (_, source, what) => {
    const found = report({ 'engine/b.ts': source, 'workers/a.ts': 'export const a = 1; export type A = 1;' });
    expect(found).toEqual([`engine/b.ts: imports ${what} from workers/a.ts; it may import from: schemas [import-direction]`]);
  });

  test('a value from a room of which only types are allowed is found, an inline `type` too', () => {
    const sources = { 'activities/a.ts': 'export const a = 1; export type A = 1;' };
    const message = 'imports a value from activities/a.ts; it may import from: engine, schemas, activities (types) [import-direction]';
    expect(report({ ...sources, 'workflows/b.ts': "import { a } from '../activities/a.ts';" })).toEqual([`workflows/b.ts: ${message}`]);
    expect(report({ ...sources, 'workflows/b.ts': "import { type A } from '../activities/a.ts';" })).toEqual([
      `workflows/b.ts: ${message}`,
    ]);
  });

  test('an entry may import its own rooms only', () => {
    expect(report({ 'client.ts': "export { a } from './workers/a.ts';", 'workers/a.ts': 'export const a = 1;' })).toEqual([
      'client.ts: imports a value from workers/a.ts; it may import from: client, engine, schemas [import-direction]',
    ]);
  });

  test('a room may not import entries, tests or scripts', () => {
    const found = report({ 'cli/main.ts': "import '../index.ts'; import '../test/a.ts';", 'index.ts': '', 'test/a.ts': '' });
    expect(found).toEqual([
      'cli/main.ts: imports index.ts, which is in no room [import-direction]',
      'cli/main.ts: imports test/a.ts, which is in no room [import-direction]',
    ]);
  });

  test.each([
    ["import './registry';", 'imports ./registry without its ending .ts'],
    ["import './registry.js';", 'imports ./registry.js without its ending .ts'],
    ["import './parts';", 'imports the folder ./parts: import the file'],
    ["import '../engine';", 'imports the folder ../engine: import the file'],
    ["import './gone.ts';", 'imports ./gone.ts, which does not exist'],
    ["import 'durakit/client';", 'imports the package by its own name (durakit/client): import the file'],
  ])('%s is found', (source, message) => {
    const found = report({ 'engine/a.ts': source, 'engine/registry.ts': '', 'engine/parts/text.ts': '' });
    expect(found).toEqual([`engine/a.ts: ${message} [import-file]`]);
  });

  test('a folder index is found, and so is its import', () => {
    expect(report({ 'engine/a.ts': "import './parts/index.ts';", 'engine/parts/index.ts': '' })).toEqual([
      'engine/a.ts: imports the folder index ./parts/index.ts: import the file [import-file]',
      'engine/parts/index.ts: is a folder index: imports go to the file [file-name]',
    ]);
  });
});

describe('cycles', () => {
  test.each([
    ['values', "import './b.ts';", "import './a.ts';"],
    ['types', "import type { B } from './b.ts';", "import type { A } from './a.ts';"],
    ['a lazy import', "import './b.ts';", "export const load = () => import('./a.ts');"],
    ['a require', "import './b.ts';", "require('./a.ts');"],
    ['a type position', "import './b.ts';", "export type A = import('./a.ts').A;"],
  ])('a cycle through %s is found', (_, first, second) => {
    const found = report({ 'engine/a.ts': first, 'engine/b.ts': second });
    expect(found).toEqual(['engine/a.ts: import cycle: engine/a.ts > engine/b.ts > engine/a.ts [cycle]']);
  });

  test('a file that imports itself, a long cycle and a cycle in tests are found, a diamond is not', () => {
    const found = report({
      'engine/self.ts': "import './self.ts';",
      'test/a.ts': "import './b.ts'; import './d.ts';",
      'test/b.ts': "import './c.ts';",
      'test/c.ts': "import './a.ts'; import './d.ts';",
      'test/d.ts': '',
    });
    expect(found).toEqual([
      'engine/self.ts: import cycle: engine/self.ts > engine/self.ts [cycle]',
      'test/a.ts: import cycle: test/a.ts > test/b.ts > test/c.ts > test/a.ts [cycle]',
    ]);
  });
});

describe('layout', () => {
  test('a file over 300 lines is found, in tests too; 300 lines are fine', () => {
    expect(report({ 'engine/a.ts': lines(300), 'engine/b.ts': lines(301), 'test/c.test.ts': lines(302) })).toEqual([
      'engine/b.ts: has 301 lines, the limit is 300 [file-length]',
      'test/c.test.ts: has 302 lines, the limit is 300 [file-length]',
    ]);
  });

  test('a third folder level in a room is found', () => {
    expect(report({ 'providers/models/openai/a.ts': '', 'providers/models/openai/chat/a.ts': '' })).toEqual([
      'providers/models/openai/chat/a.ts: lies 3 folders deep in its room, the limit is 2 [folder-depth]',
    ]);
  });

  test.each([
    'engine/utils.ts',
    'engine/helpers/a.ts',
    'engine/types.ts',
    'engine/common.workflow.ts',
    'test/string-utils.test.ts',
    'cli/misc.ts',
  ])('the name of %s is found', (path) => {
    expect(report({ [path]: '' })).toEqual([expect.stringMatching(/says nothing: name it after what it holds \[file-name]$/)]);
  });

  test('a name with a meaning is fine; one that is not kebab-case is found', () => {
    expect(report({ 'engine/content-types.ts': '', 'engine/toPart.ts': '' })).toEqual([
      'engine/toPart.ts: "toPart" is not kebab-case [file-name]',
    ]);
  });

  test('a file at the root that is no entry is found', () => {
    expect(report({ 'surprise.ts': '', 'drizzle.config.ts': '' })).toEqual([
      'surprise.ts: is at the root but not in the list of entries (test/architecture/rooms.ts) [place]',
    ]);
  });

  test('connections are opened in their places only', () => {
    const pool = 'export const pool = new Pool({});';
    const owners = { 'workers/a.ts': pool, 'providers/postgres/a.ts': pool, 'client/connect.ts': pool, 'test/a.ts': pool };
    expect(report(owners)).toEqual([]);
    const found = report({ 'activities/a.ts': pool, 'server/a.ts': 'await NativeConnection.connect({});', 'client/b.ts': pool });
    expect(found).toHaveLength(3);
    expect(found[0]).toMatch(/^activities\/a\.ts: opens a connection \(new Pool\(.*\[connection]$/);
  });
});

describe('dependencies', () => {
  test('a package that only development has is found where published code loads it', () => {
    const sources = {
      'cli/a.ts': "import 'jest/deep'; import '@scope/a/deep'; import 'node:fs'; import type { A } from 'estree';",
      'test/b.ts': "import 'jest';",
    };
    expect(report(sources, ['@scope/a'])).toEqual([
      'cli/a.ts: imports jest/deep, which is not in "dependencies" of package.json [dependency]',
    ]);
  });
});
