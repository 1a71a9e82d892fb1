import { expect, test } from '@jest/globals';
import { z } from '../../../index.ts';
import { createExampleInput } from '../../../cli/dev/create-example-input.ts';

test.each([
  [
    'the required properties of an object',
    z.object({ theme: z.string(), guests: z.number(), note: z.string().optional() }),
    { theme: '…', guests: 1 },
  ],
  ['objects in objects', z.object({ table: z.object({ window: z.boolean() }) }), { table: { window: true } }],
  ['the first of some choices', z.enum(['fish', 'soup']), 'fish'],
  ['the first of some forms', z.union([z.number().int(), z.string()]), 1],
  ['an empty list', z.array(z.string()), []],
  ['a constant', z.literal('yes'), 'yes'],
  ['a default', z.number().default(7), 7],
  ['nothing where anything goes', z.unknown(), null],
])('%s', (_name, schema, expected) => {
  const example = createExampleInput(z.toJSONSchema(schema, { io: 'input' }));
  expect(example).toEqual(expected);
  expect(schema.safeParse(example).success).toBe(true);
});
