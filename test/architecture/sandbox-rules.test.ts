import { expect, test } from '@jest/globals';
import { readImports } from './read-imports.ts';
import { findSandboxViolations } from './sandbox-rules.ts';
import { toReportLine } from './violation.ts';

function report(sources: Record<string, string>): string[] {
  const imports = Object.entries(sources).flatMap(([path, source]) => readImports({ path, source }));
  return findSandboxViolations(imports, new Set(Object.keys(sources))).map((violation) => toReportLine(violation));
}

test.each(['node:fs', 'fs', 'fs/promises', 'node:crypto'])('%s in a sandbox room is found, as a type too', (name) => {
  const message = `imports ${name}: the sandbox has no Node modules [sandbox]`;
  expect(report({ 'engine/a.ts': `import '${name}';` })).toEqual([`engine/a.ts: ${message}`]);
  expect(report({ 'workflows/a.ts': `import type { A } from '${name}';` })).toEqual([`workflows/a.ts: ${message}`]);
  expect(report({ 'schemas/a.ts': `export const load = () => import('${name}');` })).toEqual([`schemas/a.ts: ${message}`]);
});

test.each([
  'pg',
  'ajv',
  'hono',
  'hono/cors',
  'pino',
  '@temporalio/client',
  '@temporalio/worker',
  '@temporalio/activity',
  '@temporalio/testing',
])('%s in a sandbox room is found, as a type too', (name) => {
  const message = `imports ${name}, which belongs to another world, its types too [sandbox]`;
  expect(report({ 'workflows/a.ts': `import { a } from '${name}';` })).toEqual([`workflows/a.ts: ${message}`]);
  expect(report({ 'engine/a.ts': `import type { A } from '${name}';` })).toEqual([`engine/a.ts: ${message}`]);
});

test('a package that is on no list is found; its types are fine', () => {
  const source = "import 'lodash'; import type { A } from '@ai-sdk/provider'; import ms from 'ms';";
  expect(report({ 'engine/a.ts': source })).toEqual([
    'engine/a.ts: imports lodash; packages for the sandbox here: ms, json5, partial-json, uri-templates [sandbox]',
  ]);
});

test("Temporal's workflow package belongs to workflows, not to the engine", () => {
  const source = "import { sleep } from '@temporalio/workflow';";
  expect(report({ 'workflows/a.ts': source, 'index.workflow.ts': source })).toEqual([]);
  expect(report({ 'engine/a.ts': source })).toEqual([
    'engine/a.ts: imports @temporalio/workflow; packages for the sandbox here: ms, json5, partial-json, uri-templates [sandbox]',
  ]);
});

test('a file in another room is held to the rules when the sandbox loads it, with the way to it', () => {
  const sources = {
    'openai-compatible.workflow.ts': "import './providers/reference.ts';",
    'providers/reference.ts': "import { a } from './deep.ts'; import type { B } from './node.ts';",
    'providers/deep.ts': "import 'node:os';",
    'providers/node.ts': "import 'node:fs';",
  };
  expect(report(sources)).toEqual([
    'providers/deep.ts: imports node:os: the sandbox has no Node modules (the sandbox reaches this file: ' +
      'openai-compatible.workflow.ts > providers/reference.ts > providers/deep.ts) [sandbox]',
  ]);
});

test('zod is fine in schemas as long as workflows load only types of it', () => {
  const schemas = { 'schemas/part.ts': "import { z } from 'zod'; export const PartSchema = z.object({});" };
  expect(report({ ...schemas, 'engine/a.ts': "import type { Part } from '../schemas/part.ts';" })).toEqual([]);
  expect(report({ ...schemas, 'activities/a.ts': "import { PartSchema } from '../schemas/part.ts';" })).toEqual([]);
  expect(report({ ...schemas, 'engine/a.ts': "import { PartSchema } from '../schemas/part.ts';" })).toEqual([
    'schemas/part.ts: imports zod and is loaded in workflows: use `import type` on the way, or move what is needed into a file ' +
      'without zod (the sandbox reaches this file: engine/a.ts > schemas/part.ts) [sandbox]',
  ]);
});

test('zod elsewhere in the sandbox is found, except in the entry that passes it on to apps', () => {
  expect(report({ 'engine/a.ts': "import { z } from 'zod';" })).toEqual([
    'engine/a.ts: imports zod; packages for the sandbox here: ms, json5, partial-json, uri-templates [sandbox]',
  ]);
  expect(report({ 'engine/a.ts': "import type { z } from 'zod';", 'index.workflow.ts': "export { z } from 'zod';" })).toEqual([]);
});

test('Node rooms may import what they like', () => {
  expect(report({ 'workers/a.ts': "import 'node:fs'; import 'pg';", 'test/engine/a.workflow.ts': "import 'node:fs';" })).toEqual([]);
});
