import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import * as z3 from 'zod/v3';
import { nodeSchemas } from '../../client/node-schemas.ts';
import { createCapturedSchema } from '../../engine/captured-schema.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { knownActions, setBundleManifest, takeAppSettings } from '../../workflows/bundle-manifest.ts';
import { sandboxSchemas } from '../../workflows/sandbox-schemas.ts';
import { compiledSchemas } from './compiled-schemas.ts';

const dish: JsonSchema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
const settings = {
  name: 'first',
  context: {},
  stepDefaults: {},
  defaultModel: undefined,
  defaultModelConfig: undefined,
  defaultFallback: undefined,
};

beforeAll(() => {
  setBundleManifest({
    validators: compiledSchemas({ '/schema/menu/1': dish }),
    schemas: { '/schema/menu/1': dish, '/schema/menu/2': undefined },
    unreadableSchemas: { '/schema/menu/3': "Cannot access 'Dish' before initialization" },
    apps: [
      { settings, actions: [{ key: '/tool/find', type: 'tool', name: 'find', description: 'finds' }] },
      { settings: { ...settings, name: 'second' }, actions: [] },
    ],
  });
});

describe('toJsonSchema in the sandbox', () => {
  test('nothing stays nothing', () => {
    expect(sandboxSchemas.toJsonSchema(undefined)).toBeUndefined();
    expect(sandboxSchemas.toJsonSchema(null)).toBeUndefined();
  });

  test('a captured schema is that of the bundle', () => {
    expect(sandboxSchemas.toJsonSchema(createCapturedSchema('/schema/menu/1'))).toBe(dish);
    expect(sandboxSchemas.toJsonSchema(createCapturedSchema('/schema/menu/2'))).toBeUndefined();
  });

  test('one that an older bundle lacks is named', () => {
    expect(() => sandboxSchemas.toJsonSchema(createCapturedSchema('/schema/other/9'))).toThrow(
      /^FAILED_PRECONDITION: The bundle has no schema \/schema\/other\/9\./,
    );
  });

  test('one that the worker could not read says why', () => {
    expect(() => sandboxSchemas.toJsonSchema(createCapturedSchema('/schema/menu/3'))).toThrow(
      "FAILED_PRECONDITION: The worker could not read the schema /schema/menu/3: Cannot access 'Dish' before initialization",
    );
  });

  test('zod of the run converts itself, to the very text that the worker makes', () => {
    const schema = z.object({ name: z.enum(['a', 'b']), size: z.bigint(), at: z.date(), count: z.int(), mail: z.email() });
    const json = sandboxSchemas.toJsonSchema(schema);
    expect(json).toMatchObject({ type: 'object', properties: { name: { type: 'string', enum: ['a', 'b'] }, size: {} } });
    expect(JSON.stringify(json)).toBe(JSON.stringify(nodeSchemas.toJsonSchema(schema)));
  });

  test('a JSON Schema is itself', () => {
    expect(sandboxSchemas.toJsonSchema(dish)).toBe(dish);
  });

  test('zod 3 says what to do', () => {
    expect(() => sandboxSchemas.toJsonSchema(z3.z.object({ name: z3.z.string() }))).toThrow(
      /^FAILED_PRECONDITION: .* names at the top of the module, .*`jsonSchema`/,
    );
  });

  test('a text is no schema', () => {
    expect(() => sandboxSchemas.toJsonSchema('string')).toThrow(/^INVALID_ARGUMENT: A schema must be/);
  });
});

describe('validate in the sandbox', () => {
  test('with the words of the worker, by the object and by its text', () => {
    const wrong = { name: 5 };
    const expected = { valid: false, errors: [{ path: 'name', message: 'must be string' }] };
    expect(nodeSchemas.validate(dish, wrong)).toEqual(expected);
    expect(sandboxSchemas.validate(dish, wrong)).toEqual(expected);
    expect(sandboxSchemas.validate(structuredClone(dish), wrong)).toEqual(expected);
    expect(sandboxSchemas.validate(dish, { name: 'soup' })).toEqual({ valid: true });
    expect(sandboxSchemas.validate(dish, undefined)).toEqual({ valid: false, errors: [{ path: '(root)', message: 'must be object' }] });
  });

  test('nothing where the worker compiled none', () => {
    expect(sandboxSchemas.validate({ type: 'string' }, 5)).toBeUndefined();
    expect(sandboxSchemas.validate({ type: 'string' }, 5)).toBeUndefined();
  });
});

test('each app gets its settings and its actions, in the order of the calls', () => {
  expect(takeAppSettings().name).toBe('first');
  const describeFirst = knownActions();
  expect(describeFirst('/tool/find')?.description).toBe('finds');
  expect(takeAppSettings().name).toBe('second');
  expect(knownActions()('/tool/find')).toBeUndefined();
  expect(describeFirst('/tool/find')?.name).toBe('find');
  expect(takeAppSettings()).toEqual({ ...settings, name: undefined });
  expect(knownActions()('/tool/find')).toBeUndefined();
});
