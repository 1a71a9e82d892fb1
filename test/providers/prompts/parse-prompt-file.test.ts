import { describe, expect, test } from '@jest/globals';
import type { PromptDefinitionSource } from '../../../engine/prompts/prompt-source.ts';
import { parsePromptFile } from '../../../providers/prompts/parse-prompt-file.ts';
import type { JsonSchema } from '../../../schemas/json-schema.ts';

const registered: Record<string, JsonSchema> = { Dish: { type: 'object', properties: { title: { type: 'string' } } } };

function parse(source: string): Promise<PromptDefinitionSource> {
  return parsePromptFile(source, { name: 'menu', path: 'prompts/menu.prompt', schemas: (name) => registered[name] });
}

const withFront = (front: string): string => `---\n${front}\n---\nHi`;

describe('front matter', () => {
  test('all that it may say', async () => {
    const front = `
model: googleai/gemini-2.5-flash
description: the menu
config:
  temperature: 0.5
tools: [search, host/price]
toolChoice: required
maxTurns: 7
returnToolRequests: true
use: [log, { name: retry, config: { maxRetries: 2 } }]
metadata: { team: kitchen }
myapp.owner: somebody
input:
  default: { theme: pirate }
  schema: { theme: string }
output:
  format: json
  schema: Dish
  instructions: Be brief.
  constrained: false`;
    const source = withFront(front);
    expect(await parse(source)).toEqual({
      name: 'menu',
      model: 'googleai/gemini-2.5-flash',
      description: 'the menu',
      config: { temperature: 0.5 },
      tools: ['search', 'host/price'],
      toolChoice: 'required',
      maxTurns: 7,
      returnToolRequests: true,
      use: [{ name: 'log' }, { name: 'retry', config: { maxRetries: 2 } }],
      metadata: { team: 'kitchen' },
      input: {
        default: { theme: 'pirate' },
        jsonSchema: { type: 'object', properties: { theme: { type: 'string' } }, required: ['theme'], additionalProperties: false },
      },
      output: { format: 'json', jsonSchema: registered['Dish'], instructions: 'Be brief.', constrained: false },
      template: 'Hi',
      source,
    });
  });

  test.each([
    ['none', 'Hi\n', 'Hi\n'],
    ['an empty one', '---\n---\nHi', 'Hi'],
    ['a comment only', '---\n# nothing\n---\nHi', 'Hi'],
    ['keys without values', '---\nmodel:\nconfig:\n---\n\nHi\n\n', 'Hi'],
    ['lines of Windows', '---\r\nmodel: a/b\r\n---\r\nHi\r\n', 'Hi'],
    ['a byte order mark', '\u{FEFF}---\nmodel: a/b\n---\nHi', 'Hi'],
    ['a rule in the text', '---\nmodel: a/b\n---\nHi\n---\nyou', 'Hi\n---\nyou'],
    ['no text', '---\nmodel: a/b\n---', ''],
  ])('%s', async (_name, source, template) => {
    expect(await parse(source)).toMatchObject({ template });
  });

  test.each([
    ['no YAML', 'model: [a', 'the front matter of prompts/menu.prompt cannot be read:\nFlow sequence'],
    ['a wrong type', 'tools: search', '- tools: Invalid input: expected array, received string'],
    ['a wrong choice', 'toolChoice: maybe', '- toolChoice: Invalid option'],
    ['a list', '- a', '- (root): Invalid input: expected object, received array'],
  ])('%s is an error that names the file', async (_name, front, words) => {
    await expect(parse(withFront(front))).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringContaining(words) });
  });
});

describe('picoschema', () => {
  const object = (properties: object, required?: string[]): JsonSchema => ({
    type: 'object',
    properties,
    ...(required !== undefined && { required }),
    additionalProperties: false,
  });
  const cases: [name: string, front: string, expected: JsonSchema][] = [
    [
      'scalars',
      '{ a: string, b: number, c: integer, d: boolean, none: "null" }',
      object({ a: { type: 'string' }, b: { type: 'number' }, c: { type: 'integer' }, d: { type: 'boolean' }, none: { type: 'null' } }, [
        'a',
        'b',
        'c',
        'd',
        'none',
      ]),
    ],
    ['any', '{ a: any, b: "any, whatever" }', object({ a: {}, b: { description: 'whatever' } }, ['a', 'b'])],
    ['optional', '{ "a?": string }', object({ a: { type: ['string', 'null'] } })],
    ['described', '{ a: "string, the first, the best" }', object({ a: { type: 'string', description: 'the first, the best' } }, ['a'])],
    ['arrays', '{ "a(array, many)": string }', object({ a: { type: 'array', items: { type: 'string' }, description: 'many' } }, ['a'])],
    [
      'optional arrays',
      '{ "a?(array)": { "b?": boolean } }',
      object({ a: { type: ['array', 'null'], items: object({ b: { type: ['boolean', 'null'] } }) } }),
    ],
    [
      'objects',
      '{ "a(object, one)": { b: string } }',
      object({ a: { ...object({ b: { type: 'string' } }, ['b']), description: 'one' } }, ['a']),
    ],
    [
      'optional objects',
      '{ "a?(object)": { b: string } }',
      object({ a: { ...object({ b: { type: 'string' } }, ['b']), type: ['object', 'null'] } }),
    ],
    ['enums', '{ "a(enum, which)": [x, y] }', object({ a: { enum: ['x', 'y'], description: 'which' } }, ['a'])],
    ['optional enums', '{ "a?(enum)": [x] }', object({ a: { enum: ['x', null] } })],
    [
      'wildcards',
      '{ a: string, (*): "number, more" }',
      { ...object({ a: { type: 'string' } }, ['a']), additionalProperties: { type: 'number', description: 'more' } },
    ],
    ['a scalar alone', 'string', { type: 'string' }],
    ['a registered schema', 'Dish', registered['Dish'] ?? {}],
    ['a registered schema, described', 'Dish, the best', { ...registered['Dish'], description: 'the best' }],
    ['a registered schema within', '{ dish: Dish }', object({ dish: registered['Dish'] }, ['dish'])],
    [
      'JSON Schema as it is',
      '{ type: object, properties: { a: { type: string } } }',
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
    ['JSON Schema without its type', '{ properties: { a: { type: string } } }', { type: 'object', properties: { a: { type: 'string' } } }],
  ];
  test.each(cases)('%s', async (_name, front, expected) => {
    expect(await parse(withFront(`input:\n  schema: ${front}`))).toMatchObject({ input: { jsonSchema: expected } });
    const { output } = await parse(withFront(`output:\n  schema: ${front}`));
    expect(output?.jsonSchema).toEqual(expected);
  });

  test('a schema that nobody registered', async () => {
    await expect(parse(withFront('output: { schema: Nope }'))).rejects.toMatchObject({ message: "NOT_FOUND: Schema 'Nope' not found" });
  });

  test('a kind that picoschema does not know', async () => {
    await expect(parse(withFront('output: { schema: { "a(tuple)": string } }'))).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(
        "a schema in prompts/menu.prompt cannot be read: Picoschema: parenthetical types must be 'object' or 'array'",
      ),
    });
  });
});
