import vm from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadedApps } from '../../engine/app-registry.ts';
import { createCapturedSchema, isCapturedSchema } from '../../engine/captured-schema.ts';
import { registeredSchemas, registerSchema } from '../../engine/registered-schemas.ts';
import { durakit } from '../../index.ts';
import { createAppManifests, createManifestCode, readSchemas } from '../../workers/create-manifest-code.ts';
import { compileValidators } from '../../workers/compile-validators.ts';
import type { BundleManifest } from '../../workflows/bundle-manifest.ts';
import { compiledSchemas } from '../workflows/compiled-schemas.ts';

/** What the manifest's module of the bundle sets. */
function manifestOf(parts: Pick<BundleManifest, 'schemas' | 'unreadableSchemas' | 'apps'>): BundleManifest {
  const code = createManifestCode('/bundle-manifest.js', parts).replace(/^import .*$/gm, '');
  let manifest: BundleManifest | undefined;
  const evaluate = vm.runInThisContext(`(function (setBundleManifest, validators) { ${code} })`) as (...given: unknown[]) => void;
  evaluate((set: BundleManifest) => (manifest = set), {});
  if (manifest === undefined) throw new Error('nothing was set');
  return manifest;
}

describe('schemas of flow code', () => {
  test('are read when the app is loaded, each for itself', () => {
    const read = readSchemas(
      new Map<string, () => unknown>([
        ['/schema/b/1', () => z.object({ name: z.string() })],
        ['/schema/a/1', () => ({ type: 'string' })],
        ['/schema/a/2', () => undefined],
        [
          '/schema/c/1',
          () => {
            throw new ReferenceError("Cannot access 'Dish' before initialization");
          },
        ],
      ]),
    );
    expect(Object.keys(read.schemas)).toEqual(['/schema/a/1', '/schema/a/2', '/schema/b/1']);
    expect(read.schemas['/schema/b/1']).toMatchObject({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] });
    expect(read.unreadableSchemas).toEqual({ '/schema/c/1': "Cannot access 'Dish' before initialization" });
    expect(manifestOf({ ...read, apps: [] })).toMatchObject({ ...read, apps: [] });
    expect(Object.hasOwn(manifestOf({ ...read, apps: [] }).schemas, '/schema/a/2')).toBe(true);
  });

  test('a module that is loaded twice registers the same again', () => {
    registerSchema('/schema/twice/1', () => 1);
    registerSchema('/schema/twice/1', () => 2);
    expect(registeredSchemas().get('/schema/twice/1')?.()).toBe(2);
  });

  test('are told from other objects by their mark', () => {
    expect(isCapturedSchema(createCapturedSchema('/schema/a/1'))).toBe(true);
    expect([{}, z.string(), null, 'text', { type: 'string' }].some(isCapturedSchema)).toBe(false);
  });
});

test('the manifest has descriptions of actions without bodies, in the order of the apps', () => {
  const before = loadedApps().length;
  const first = durakit({ mode: 'inline', name: 'first' });
  first.defineFlow({ name: 'menu', inputSchema: z.string() }, async (input) => input);
  first.defineStep('charge', async () => 1);
  first.defineModel({ name: 'echo', label: 'Echo', supports: { tools: true } }, async () => ({ message: { role: 'model', content: [] } }));
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  first.registry.register({ key: '/tool/find', type: 'tool', name: 'find', description: 'finds', metadata: { circle, size: 1 } });
  durakit({ mode: 'inline', name: 'second' });
  const apps = loadedApps().slice(before);
  const manifests = manifestOf({ schemas: {}, unreadableSchemas: {}, apps: createAppManifests(apps) }).apps;
  expect(manifests.map(({ settings }) => settings.name)).toEqual(['first', 'second']);
  const actions = new Map(manifests[0]?.actions.map((action) => [action.key, action]));
  expect(actions.get('/flow/menu')).toMatchObject({ type: 'flow', name: 'menu', inputSchema: { type: 'string' } });
  expect(actions.get('/model/echo')).toMatchObject({ metadata: { model: { label: 'Echo', supports: { tools: true } } } });
  expect(actions.get('/tool/find')).toEqual({ key: '/tool/find', type: 'tool', name: 'find', description: 'finds', metadata: { size: 1 } });
  expect([...actions.values()].filter(({ type }) => type === 'step')).toEqual([]);
  expect(manifests[1]?.actions.filter(({ type }) => type === 'tool')).toEqual([]);
});

describe('compiled validators', () => {
  test('of flows and tools, and of schemas; equal schemas share one function', () => {
    const before = loadedApps().length;
    const ai = durakit({ mode: 'inline' });
    ai.defineFlow({ name: 'checked', inputSchema: z.string() }, async (input) => input);
    ai.registry.register({
      key: '/tool/find',
      type: 'tool',
      name: 'find',
      inputSchema: { type: 'string' },
      outputSchema: { type: 'number' },
    });
    ai.registry.register({ key: '/prompt/hello', type: 'prompt', name: 'hello', inputSchema: { type: 'boolean' } });
    const engines = loadedApps()
      .slice(before)
      .map(({ engine }) => engine);
    const code = compileValidators(engines, { '/schema/a/1': { type: 'number' } });
    expect(code).toContain('"/flow/checked:input"');
    expect(code).not.toContain('/prompt/hello');
    const functionOf = (border: string): string | undefined =>
      new RegExp(`${JSON.stringify(border)}: \\{ validate: compiled\\.(\\w+)`).exec(code)?.[1];
    expect(functionOf('/tool/find:output')).toBe(functionOf('/schema/a/1'));
    expect(functionOf('/tool/find:input')).not.toBe(functionOf('/schema/a/1'));
  });

  test('another draft is compiled, what is no schema is left to activities', () => {
    const found = compiledSchemas({
      '/schema/a/1': { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'string' },
      '/schema/a/2': { type: 'nonsense' },
      '/schema/a/3': undefined,
    });
    expect(Object.keys(found)).toEqual(['/schema/a/1']);
    expect(found['/schema/a/1']?.validate('text')).toBe(true);
    expect(found['/schema/a/1']?.validate(5)).toBe(false);
  });
});
