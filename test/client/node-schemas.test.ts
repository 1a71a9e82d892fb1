import { describe, expect, test } from '@jest/globals';
import * as zod4 from 'zod';
import * as zod3 from 'zod/v3';
import { compileSchema } from '../../client/compile-schema.ts';
import { nodeSchemas } from '../../client/node-schemas.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';

const json: JsonSchema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };

describe.each([
  ['zod 4', zod4.z.object({ n: zod4.z.number() })],
  ['zod 3', zod3.z.object({ n: zod3.z.number() })],
  ['JSON Schema', json],
])('a schema of %s', (_kind, schema) => {
  const check = (data: unknown): void =>
    nodeSchemas.check({ key: '/flow/x', side: 'input', schema: nodeSchemas.toJsonSchema(schema), data });

  test('becomes draft-07 and checks with the words of Genkit', () => {
    expect(nodeSchemas.toJsonSchema(schema)).toMatchObject(json);
    expect(nodeSchemas.toJsonSchema(schema)).toBe(nodeSchemas.toJsonSchema(schema));
    expect(() => check({ n: 1, more: true })).not.toThrow();
    expect(() => check({ n: 'one' })).toThrow('- n: must be number');
    expect(() => check(7)).toThrow('- (root): must be object');
  });
});

test('what is no schema is refused', () => {
  expect(() => nodeSchemas.toJsonSchema('string')).toThrow('A schema must be a zod schema');
});

// zod's two versions, with the same schema written twice
test.each([
  ['zod 4', zod4.z],
  ['zod 3', zod3.z as unknown as typeof zod4.z],
])('%s is emitted in the form of Genkit', (_version, z) => {
  const schema = z.object({
    count: z.number().int().min(1),
    mail: z.string().email().optional(),
    when: z.date(),
    kind: z.enum(['a', 'b']),
    any: z.record(z.string(), z.unknown()),
    name: z.string().nullable(),
    loose: z.object({ a: z.string() }).passthrough(),
    strict: z.object({ a: z.string() }).strict(),
    rest: z.object({ a: z.string() }).catchall(z.number()),
    list: z.array(z.object({ a: z.string() })),
    word: z.string().default('x').describe('a word'),
    link: z.string().url(),
  });
  const object = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
  const converted = nodeSchemas.toJsonSchema(schema);
  expect(converted).toEqual({
    type: 'object',
    properties: {
      count: { type: 'integer', minimum: 1 },
      mail: { type: 'string', format: 'email' },
      when: { type: 'string', format: 'date-time' },
      kind: { type: 'string', enum: ['a', 'b'] },
      any: { type: 'object', additionalProperties: {} },
      name: { type: ['string', 'null'] },
      loose: { ...object, additionalProperties: true },
      strict: { ...object, additionalProperties: false },
      rest: { ...object, additionalProperties: { type: 'number' } },
      list: { type: 'array', items: { ...object, additionalProperties: true } },
      word: { type: 'string', default: 'x', description: 'a word' },
      link: { type: 'string', format: 'uri' },
    },
    required: ['count', 'when', 'kind', 'any', 'name', 'loose', 'strict', 'rest', 'list', 'link'],
    additionalProperties: true,
    $schema: 'http://json-schema.org/draft-07/schema#',
  });
  // the order shows in the text of validation errors
  expect(Object.keys(converted ?? {})).toEqual(['type', 'properties', 'required', 'additionalProperties', '$schema']);
});

test('a pattern of the app beside a format stays', () => {
  expect(
    JSON.stringify(
      nodeSchemas.toJsonSchema(
        zod4.z
          .string()
          .email()
          .regex(/@example/),
      ),
    ),
  ).toContain('@example');
});

test('validate gives a verdict', () => {
  expect(nodeSchemas.validate(json, { n: 1 })).toEqual({ valid: true });
  expect(nodeSchemas.validate(json, { n: 'x' })).toEqual({ valid: false, errors: [{ path: 'n', message: 'must be number' }] });
  expect(nodeSchemas.validate(json, 7)).toEqual({ valid: false, errors: [{ path: '(root)', message: 'must be object' }] });
});

test('equal schemas share a validator, also where they have an $id', () => {
  const make = (): JsonSchema => ({ $id: 'https://example.com/n', type: 'number' });
  expect(compileSchema(make())).toBe(compileSchema(make()));
  expect(nodeSchemas.validate({ $id: 'https://example.com/n', type: 'string' }, 'x')).toEqual({ valid: true });
});

test('validators of old texts are let go', () => {
  const first = compileSchema({ type: 'number', title: 'first' });
  for (let index = 0; index < 1000; index += 1) compileSchema({ type: 'number', title: `other ${index}` });
  expect(compileSchema({ type: 'number', title: 'first' })).not.toBe(first);
});

test('a schema of a later draft is checked by the keywords that are known', () => {
  const later = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', required: ['a'] };
  expect(nodeSchemas.validate(later, {})).toMatchObject({ valid: false });
  expect(nodeSchemas.validate(later, { a: 1 })).toEqual({ valid: true });
});
