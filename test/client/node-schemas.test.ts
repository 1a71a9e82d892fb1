import { describe, expect, test } from '@jest/globals';
import * as zod4 from 'zod';
import * as zod3 from 'zod/v3';
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
    expect(() => check({ n: 1, more: true })).not.toThrow();
    expect(() => check({ n: 'one' })).toThrow('- n: must be number');
    expect(() => check(7)).toThrow('- (root): must be object');
  });
});

test('what is no schema is refused', () => {
  expect(() => nodeSchemas.toJsonSchema('string')).toThrow('A schema must be a zod schema');
});
