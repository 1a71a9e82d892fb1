import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { runNode } from './run-node.ts';

const BUNDLE = fileURLToPath(new URL('./bundle-main.ts', import.meta.url));

test('an app whose flows give schemas to generate has no zod in its bundle, and their JSON Schemas and validators', async () => {
  const { output, errors, code } = await runNode([BUNDLE, 'test/apps/schemas/app.ts']);
  expect({ errors, code }).toEqual({ errors: '', code: 0 });
  const found = JSON.parse(output) as { packages: string[]; hasSchema: boolean; schemas: Record<string, unknown>; validators: string[] };
  expect(found.packages.filter((name) => /zod/.test(name))).toEqual([]);
  expect(found.packages).toContain('@temporalio/workflow');
  expect(found.hasSchema).toBe(true);
  expect(found.schemas).toEqual({
    '/schema/menu/1': expect.objectContaining({ type: 'object', required: ['name'] }),
    '/schema/menu/2': expect.objectContaining({ type: 'object', required: ['price'] }),
    '/schema/menu/3': expect.objectContaining({ type: 'array', maxItems: 3 }),
  });
  expect(found.validators).toEqual(
    expect.arrayContaining(['/flow/menu:input', '/tool/getWeather:input', '/tool/getWeather:output', ...Object.keys(found.schemas)]),
  );
});
