import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { schema, objects, colours, answer } from './formats-words.ts';

const zodSchema = {
  type: 'object',
  properties: { name: { type: 'string' }, price: { type: 'number' } },
  required: ['name'],
  additionalProperties: true,
  $schema: 'http://json-schema.org/draft-07/schema#',
};
/** Genkit's words, for the whole of it. */
const invalid = (issues: readonly string[], { data, required }: { data: unknown; required: unknown }): string =>
  `INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n${issues.map((issue) => `- ${issue}`).join('\n')}\n\nProvided data:\n\n${JSON.stringify(data, null, 2)}\n\nRequired JSON schema:\n\n${JSON.stringify(required, null, 2)}`;
const LIVE = 'in a durable run an answer is one chunk, after it is recorded';
const chunked = (...texts: string[]): unknown => ({
  chunks: texts.map((said) => ({ content: [{ text: said }] })),
  message: { role: 'model', content: [{ text: texts.join('') }] },
  finishReason: 'stop',
});
const chunks = (
  name: string,
  {
    output,
    texts,
    live,
    whole,
    recorded = whole,
  }: { output: unknown; texts: string[]; live: unknown[]; whole: unknown; recorded?: unknown },
): CaseTable => [
  {
    name: `${name}, live`,
    flow: 'formatsChunks',
    input: { output, config: { answers: [chunked(...texts)] } },
    inlineOnly: LIVE,
    result: { outputs: live, output: whole },
  },
  {
    name: `${name}, recorded`,
    flow: 'formatsChunks',
    input: { output, config: { answers: [chunked(...texts)] } },
    durableOnly: LIVE,
    result: { outputs: [recorded], output: whole },
  },
];

const answers: CaseTable = [
  answer('text: the text', { output: { format: 'text' }, text: '{"n":1}', result: '{"n":1}' }),
  answer('json: the first value in the text', { output: { format: 'json' }, text: 'Here: {"n": 1} and {"n": 2}', result: { n: 1 } }),
  answer('json: in a fence, with JSON5', {
    output: { format: 'json' },
    text: "```json\n{n: 1, 's': 'it\\'s', /* x */ l: [1,],}\n```",
    result: { n: 1, s: "it's", l: [1] },
  }),
  answer('json: cut off', { output: { format: 'json' }, text: '{"n": 1, "list": [1, 2', result: { n: 1, list: [1, 2] } }),
  answer('json: none', { output: { format: 'json' }, text: 'sorry', result: null }),
  answer('array: all items', { output: { format: 'array' }, text: 'So: [{"n":1},{"n":2}] ok', result: [{ n: 1 }, { n: 2 }] }),
  answer('array: none', { output: { format: 'array' }, text: 'nothing', result: [] }),
  answer('enum: without quotes and blanks', { output: { format: 'enum', jsonSchema: colours }, text: ' "red"\n', result: 'red' }),
  answer('jsonl: lines that are objects', {
    output: { format: 'jsonl', jsonSchema: objects },
    text: 'Lines:\n{"n":1}\nand\n{n: 2}\n',
    result: [{ n: 1 }, { n: 2 }],
  }),
];

const errors: CaseTable = [
  {
    name: 'an answer that does not fit: the whole text',
    flow: 'formatsAnswer',
    input: { output: { jsonSchema: schema }, config: { answers: ['{"n":"one"}'] } },
    error: {
      status: 'INVALID_ARGUMENT',
      message: invalid(['n: must be number'], { data: { n: 'one' }, required: schema }),
      details: { errors: [{ path: 'n', message: 'must be number' }], schema },
    },
  },
  {
    name: 'an answer that is no JSON: the root',
    flow: 'formatsAnswer',
    input: { output: { jsonSchema: schema }, config: { answers: ['sorry'] } },
    error: { status: 'INVALID_ARGUMENT', message: invalid(['(root): must be object'], { data: null, required: schema }) },
  },
  {
    name: 'several issues, deep ones too',
    flow: 'formatsAnswer',
    input: { output: { format: 'array', jsonSchema: objects }, config: { answers: ['[{"n":1},{"n":"x"},{}]'] } },
    error: {
      status: 'INVALID_ARGUMENT',
      message: invalid(['1.n: must be number', "2: must have required property 'n'"], {
        data: [{ n: 1 }, { n: 'x' }, {}],
        required: objects,
      }),
    },
  },
  {
    name: 'a value that is none of the enum',
    flow: 'formatsAnswer',
    input: { output: { format: 'enum', jsonSchema: colours }, config: { answers: ['blue'] } },
    error: {
      status: 'INVALID_ARGUMENT',
      message: invalid(['(root): must be equal to one of the allowed values'], { data: 'blue', required: colours }),
    },
  },
  {
    name: 'a schema of zod in the error',
    flow: 'formatsZodInvalid',
    input: '{"price":1}',
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('- (root): must have required property \'name\'\n\nProvided data:\n\n{\n  "price": 1\n}'),
      details: { errors: [{ path: '(root)', message: "must have required property 'name'" }], schema: zodSchema },
    },
  },
  {
    name: 'array of something else',
    flow: 'formatsAnswer',
    input: { output: { format: 'array', jsonSchema: schema } },
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: Must supply an 'array' schema type when using the 'items' parser format.",
    },
  },
  {
    name: 'enum of something else',
    flow: 'formatsAnswer',
    input: { output: { format: 'enum', jsonSchema: schema } },
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: Must supply a 'string' or 'enum' schema type when using the enum parser format.",
    },
  },
  ...[schema, { type: 'array', items: { type: 'string' } }].map((jsonSchema, place) => ({
    name: `jsonl of something else, ${place + 1}`,
    flow: 'formatsAnswer',
    input: { output: { format: 'jsonl', jsonSchema } },
    error: {
      status: 'INVALID_ARGUMENT' as const,
      message: "INVALID_ARGUMENT: Must supply an 'array' schema type containing 'object' items when using the 'jsonl' parser format.",
    },
  })),
];

const zod: CaseTable = [
  {
    name: 'schemas of zod for each format',
    flow: 'formatsZod',
    input: { json: '{"name":"pie"}', array: '[{"name":"pie","price":2}]', enum: 'green', jsonl: '{"n":1}\n{"n":2}' },
    result: [{ name: 'pie' }, [{ name: 'pie', price: 2 }], 'green', [{ n: 1 }, { n: 2 }]],
  },
  {
    name: 'a schema of zod is draft-07 with its $schema',
    flow: 'formatsZodSchema',
    result: { format: 'json', contentType: 'application/json', constrained: true, schema: zodSchema },
  },
  ...['formatsCapturedZod', 'formatsCapturedJson'].flatMap((flow): CaseTable => [
    { name: `${flow}: fits`, flow, input: { colours: ['red', 'blue'], answer: '{"colour":"blue"}' }, result: { colour: 'blue' } },
    {
      name: `${flow}: does not fit`,
      flow,
      input: { colours: ['red', 'blue'], answer: '{"colour":"green"}' },
      error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('- colour: must be equal to one of the allowed values\n') },
    },
  ]),
];

const streams: CaseTable = [
  ...chunks('chunks of text', { output: { format: 'text' }, texts: ['a', 'b'], live: ['a', 'b'], whole: 'ab' }),
  ...chunks('chunks of json', {
    output: { format: 'json' },
    texts: ['{"a":', '1,"b":[', '2]}'],
    live: [{}, { a: 1, b: [] }, { a: 1, b: [2] }],
    whole: { a: 1, b: [2] },
  }),
  ...chunks('chunks of an array: only what is new', {
    output: { format: 'array' },
    texts: ['[{"n":1},{"n"', ':2}', ',{"n":3}]'],
    live: [[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]],
    whole: [{ n: 1 }, { n: 2 }, { n: 3 }],
  }),
  ...chunks('chunks of jsonl: only whole lines', {
    output: { format: 'jsonl' },
    texts: ['{"n":1}\n{"n"', ':2}\n', '{"n":3}'],
    live: [[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]],
    whole: [{ n: 1 }, { n: 2 }, { n: 3 }],
  }),
  ...chunks('chunks of an enum', {
    output: { format: 'enum', jsonSchema: colours },
    texts: ['"re', 'd"'],
    live: ['re', 'red'],
    whole: 'red',
  }),
  ...chunks("chunks of an app's own format", {
    output: { format: 'formatsLoud' },
    texts: ['a', 'b'],
    live: ['a!', 'b!'],
    whole: 'AB',
    recorded: 'ab!',
  }),
  ...chunks('a format that reads no chunks: the text as JSON', {
    output: { format: 'formatsMute' },
    texts: ['{"a":1', '}'],
    live: [{ a: 1 }, { a: 1 }],
    whole: 7,
    recorded: { a: 1 },
  }),
  {
    name: 'items of a stream are there once, live or not',
    flow: 'formatsStream',
    input: { output: { format: 'array' }, config: { answers: [chunked('[{"n":1},{"n"', ':2}', ',{"n":3}]')] } },
    result: { items: [{ n: 1 }, { n: 2 }, { n: 3 }], output: [{ n: 1 }, { n: 2 }, { n: 3 }] },
  },
];

/** What becomes of the answers. */
export const formatsAnswerRows: CaseTable = [...answers, ...errors, ...zod, ...streams];
