import { describe, expect, test } from '@jest/globals';
import { annotateSchema, GENKIT_UI_METADATA, GENKIT_UI_WIDGETS, parseSchema, toJsonSchema, validateSchema } from 'durakit/schema';
import * as zod4 from 'zod';
import * as zod3 from 'zod/v3';
import { createSchemasApi } from '../../../engine/named-schemas/create-schemas-api.ts';
import { createEngine } from '../registry/create-engine.ts';

const DIALECT = 'http://json-schema.org/draft-07/schema#';

describe('named schemas', () => {
  test('are registered in the form they came in, and given back', () => {
    const { engine } = createEngine();
    const ai = createSchemasApi(engine);
    const schema = zod4.z.object({ a: zod4.z.string() });
    expect(ai.defineSchema('A', schema)).toBe(schema);
    const jsonSchema = { type: 'object' };
    expect(ai.defineJsonSchema('B', jsonSchema)).toBe(jsonSchema);
    expect(engine.registry.lookupSchema('A')).toEqual({ schema });
    expect(engine.registry.withParent().lookupSchema('B')).toEqual({ jsonSchema });
    expect(engine.registry.lookupSchema('C')).toBeUndefined();
  });

  test('one name stands for one schema', () => {
    const ai = createSchemasApi(createEngine().engine);
    ai.defineSchema('A', zod4.z.string());
    expect(() => ai.defineJsonSchema('A', {})).toThrow('Schema A already registered');
  });
});

describe('functions for schemas', () => {
  const schema = zod4.z.object({ n: zod4.z.number() });
  const jsonSchema = {
    type: 'object',
    properties: { n: { type: 'number' } },
    required: ['n'],
    additionalProperties: true,
    $schema: DIALECT,
  };

  test('toJsonSchema prefers the JSON Schema', () => {
    expect(toJsonSchema({ schema })).toEqual(jsonSchema);
    expect(toJsonSchema({ schema, jsonSchema: { type: 'string' } })).toEqual({ type: 'string' });
    expect(toJsonSchema({})).toBeUndefined();
  });

  test('validateSchema says what does not fit', () => {
    expect(validateSchema({ n: 1 }, { schema })).toEqual({ valid: true, schema: jsonSchema });
    expect(validateSchema({ n: 'x' }, { schema })).toEqual({
      valid: false,
      errors: [{ path: 'n', message: 'must be number' }],
      schema: jsonSchema,
    });
    expect(validateSchema(7, { jsonSchema })).toMatchObject({ valid: false, errors: [{ path: '(root)', message: 'must be object' }] });
    expect(validateSchema('anything', {})).toEqual({ valid: true, schema: undefined });
  });

  test('parseSchema throws with the words of Genkit', () => {
    expect(parseSchema({ n: 1 }, { schema })).toEqual({ n: 1 });
    expect(() => parseSchema({ n: 'x' }, { schema })).toThrow(
      'INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n- n: must be number\n\n' +
        `Provided data:\n\n{\n  "n": "x"\n}\n\nRequired JSON schema:\n\n${JSON.stringify(jsonSchema, null, 2)}`,
    );
  });

  test('refinements, transforms and defaults of zod are not applied', () => {
    const special = zod4.z.object({
      a: zod4.z.string().refine(() => false),
      b: zod4.z.string().default('x'),
      c: zod4.z.string().transform(Number),
    });
    expect(parseSchema({ a: 'a', c: '1' }, { schema: special })).toEqual({ a: 'a', c: '1' });
  });
});

describe('annotations', () => {
  const label = { [GENKIT_UI_METADATA.DISPLAY_NAME]: 'Top P' };

  test('have the names that the developer UI reads', () => {
    expect(GENKIT_UI_METADATA).toEqual({
      DATA_SOURCE: 'x-genkit-ui-data-source',
      DISPLAY_NAME: 'x-genkit-ui-display-name',
      WIDGET: 'x-genkit-ui-widget',
    });
    expect(GENKIT_UI_WIDGETS).toEqual({ MODEL_LIST: 'model-list-config', SAFETY_SETTINGS: 'safety-settings' });
  });

  // one list for both versions of zod: what is used of them has the same form
  test.each([
    ['zod 4', zod4.z],
    ['zod 3', zod3.z as unknown as typeof zod4.z],
  ])('of %s reach the JSON Schema from wherever they stand', (_version, z) => {
    const annotated = (): ReturnType<typeof z.number> => annotateSchema(z.number(), label);
    const at = (schema: object, ...path: (string | number)[]): unknown =>
      path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], toJsonSchema({ schema }));
    const expected = { type: 'number', ...label };
    expect(at(annotated())).toMatchObject(expected);
    expect(at(z.object({ a: annotated() }), 'properties', 'a')).toEqual(expected);
    expect(at(z.object({ a: annotated().optional() }), 'properties', 'a')).toEqual(expected);
    expect(at(z.array(annotated()), 'items')).toEqual(expected);
    expect(at(z.union([annotated(), z.object({})]), 'anyOf', 0)).toEqual(expected);
    expect(at(z.intersection(annotateSchema(z.string(), label), z.number()), 'allOf', 0)).toEqual({ type: 'string', ...label });
    expect(at(z.record(z.string(), annotated()), 'additionalProperties')).toEqual(expected);
    expect(at(z.tuple([annotated()]), 'items', 0)).toEqual(expected);
    expect(at(annotated().describe('how many'))).toMatchObject({ ...expected, description: 'how many' });
    expect(at(annotateSchema(annotated(), { 'x-genkit-ui-widget': 'w' }))).toMatchObject({ ...expected, 'x-genkit-ui-widget': 'w' });
  });

  test('belong to schemas of zod', () => {
    expect(() => annotateSchema({ type: 'string' }, label)).toThrow('annotateSchema needs a schema of zod 3 or 4');
  });
});
