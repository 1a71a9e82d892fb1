import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
const objects = { type: 'array', items: schema };
const colours = { type: 'string', enum: ['red', 'green'] };
const text = JSON.stringify(schema);
const jsonInstructions = `Output should be in JSON format and conform to the following schema:\n\n\`\`\`\n${text}\n\`\`\`\n`;
const arrayInstructions = `Output should be a JSON array conforming to the following schema:\n    \n\`\`\`\n${JSON.stringify(objects)}\n\`\`\`\n    `;
const enumInstructions =
  'Output should be ONLY one of the following enum values. Do not output any additional information or add quotes.\n\nred\ngreen';
const jsonlInstructions = `Output should be JSONL format, a sequence of JSON objects (one per line) separated by a newline \`\\n\` character. Each line should be a JSON object conforming to the following schema:\n\n\`\`\`\n${text}\n\`\`\`\n    `;

const part = (words: string): unknown => ({ text: words, metadata: { purpose: 'output' } });
const user = (...content: unknown[]): unknown => ({ role: 'user', content: [{ text: 'go' }, ...content] });
const json = { format: 'json', contentType: 'application/json', constrained: true, schema };

const requests: CaseTable = [
  {
    name: 'text asks for plain text',
    flow: 'formatsRequest',
    input: { output: { format: 'text' } },
    result: { messages: [user()], output: { format: 'text', contentType: 'text/plain' } },
  },
  { name: 'json constrains, without a word in the prompt', flow: 'formatsRequest', input: { output: { format: 'json', jsonSchema: schema } }, result: { messages: [user()], output: json } },
  { name: 'a schema alone is json', flow: 'formatsRequest', input: { output: { jsonSchema: schema } }, result: { messages: [user()], output: json } },
  {
    name: 'json without a schema',
    flow: 'formatsRequest',
    input: { output: { format: 'json' } },
    result: { messages: [user()], output: { format: 'json', contentType: 'application/json', constrained: true } },
  },
  {
    name: 'json, instructions: true',
    flow: 'formatsRequest',
    input: { output: { jsonSchema: schema, instructions: true } },
    result: { messages: [user(part(jsonInstructions))], output: json },
  },
  {
    name: 'json, instructions of the call itself',
    flow: 'formatsRequest',
    input: { output: { jsonSchema: schema, instructions: 'be JSON' } },
    result: { messages: [user(part('be JSON'))], output: json },
  },
  {
    name: 'array has its instructions by itself',
    flow: 'formatsRequest',
    input: { output: { format: 'array', jsonSchema: objects } },
    result: { messages: [user(part(arrayInstructions))], output: { format: 'array', contentType: 'application/json', constrained: true, schema: objects } },
  },
  {
    name: 'array, instructions: false',
    flow: 'formatsRequest',
    input: { output: { format: 'array', jsonSchema: objects, instructions: false } },
    result: { messages: [user()], output: { format: 'array', contentType: 'application/json', constrained: true, schema: objects } },
  },
  {
    name: 'enum has its instructions by itself',
    flow: 'formatsRequest',
    input: { output: { format: 'enum', jsonSchema: colours } },
    result: { messages: [user(part(enumInstructions))], output: { format: 'enum', contentType: 'text/enum', constrained: true, schema: colours } },
  },
  {
    name: 'jsonl has its instructions by itself, and constrains nothing',
    flow: 'formatsRequest',
    input: { output: { format: 'jsonl', jsonSchema: objects } },
    result: { messages: [user(part(jsonlInstructions))], output: { format: 'jsonl', contentType: 'application/jsonl', schema: objects } },
  },
  {
    name: "the call's contentType and constrained win",
    flow: 'formatsRequest',
    input: { output: { format: 'json', jsonSchema: schema, contentType: 'application/x', constrained: false } },
    result: { messages: [user()], output: { format: 'json', contentType: 'application/x', constrained: false, schema } },
  },
  {
    name: 'a format that nobody knows goes to the model as it is',
    flow: 'formatsRequest',
    input: { output: { format: 'media' } },
    result: { messages: [user()], output: { format: 'media' } },
  },
];

const places: CaseTable = [
  {
    name: 'instructions go into the system message',
    flow: 'formatsRequest',
    input: { system: 'be kind', output: { jsonSchema: schema, instructions: 'X' } },
    result: expect.objectContaining({ messages: [{ role: 'system', content: [{ text: 'be kind' }, part('X')] }, user()] }),
  },
  {
    name: 'without one into the last message of the user',
    flow: 'formatsRequest',
    input: {
      messages: [
        { role: 'user', content: 'first' },
        { role: 'model', content: 'second' },
      ],
      output: { jsonSchema: schema, instructions: 'X' },
    },
    result: expect.objectContaining({
      messages: [{ role: 'user', content: [{ text: 'first' }] }, { role: 'model', content: [{ text: 'second' }] }, user(part('X'))],
    }),
  },
  {
    name: 'in the place of a pending part',
    flow: 'formatsRequest',
    input: { prompt: [{ text: 'a' }, { text: '', metadata: { purpose: 'output', pending: true } }, { text: 'b' }], output: { jsonSchema: schema, instructions: 'X' } },
    result: expect.objectContaining({ messages: [{ role: 'user', content: [{ text: 'a' }, part('X'), { text: 'b' }] }] }),
  },
  {
    name: 'and nowhere where they stand already',
    flow: 'formatsRequest',
    input: { prompt: [{ text: 'a' }, { text: 'mine', metadata: { purpose: 'output' } }], output: { jsonSchema: schema, instructions: 'X' } },
    result: expect.objectContaining({ messages: [{ role: 'user', content: [{ text: 'a' }, part('mine')] }] }),
  },
];

const simulated = { messages: [user(part(jsonInstructions))], output: { constrained: false } };
const simulation: CaseTable = [
  { name: 'a model that cannot be constrained is told in words', flow: 'formatsRequest', input: { model: 'formatsNone', output: { jsonSchema: schema } }, result: simulated },
  { name: 'so is a model that says nothing of it', flow: 'formatsRequest', input: { model: 'formatsSilent', output: { jsonSchema: schema } }, result: simulated },
  {
    name: 'a model that can be constrained without tools: no tools',
    flow: 'formatsRequest',
    input: { model: 'formatsNoTools', output: { jsonSchema: schema } },
    result: { messages: [user()], output: json },
  },
  {
    name: 'a model that can be constrained without tools: with tools',
    flow: 'formatsRequest',
    input: { model: 'formatsNoTools', tools: ['formatsTool'], output: { jsonSchema: schema } },
    result: simulated,
  },
  {
    name: 'a model that is always constrained, with tools',
    flow: 'formatsRequest',
    input: { model: 'formatsAll', tools: ['formatsTool'], output: { jsonSchema: schema } },
    result: { messages: [user()], output: json },
  },
  {
    name: 'constrained: false is not simulated',
    flow: 'formatsRequest',
    input: { model: 'formatsNone', output: { jsonSchema: schema, constrained: false } },
    result: { messages: [user()], output: { ...json, constrained: false } },
  },
  {
    name: 'words that are there are not said twice',
    flow: 'formatsRequest',
    input: { model: 'formatsNone', output: { format: 'array', jsonSchema: objects } },
    result: { messages: [user(part(arrayInstructions))], output: { constrained: false } },
  },
];

const answer = (name: string, { output, text: said, result }: { output: unknown; text: string; result: unknown }): CaseTable[number] => ({
  name,
  flow: 'formatsAnswer',
  input: { output, config: { answers: [said] } },
  result,
});

const answers: CaseTable = [
  answer('text: the text', { output: { format: 'text' }, text: '{"n":1}', result: '{"n":1}' }),
  answer('json: the first value in the text', { output: { format: 'json' }, text: 'Here: {"n": 1} and {"n": 2}', result: { n: 1 } }),
  answer('json: in a fence, with JSON5', { output: { format: 'json' }, text: "```json\n{n: 1, 's': 'it\\'s', /* x */ l: [1,],}\n```", result: { n: 1, s: "it's", l: [1] } }),
  answer('json: cut off', { output: { format: 'json' }, text: '{"n": 1, "list": [1, 2', result: { n: 1, list: [1, 2] } }),
  answer('json: none', { output: { format: 'json' }, text: 'sorry', result: null }),
  answer('array: all items', { output: { format: 'array' }, text: 'So: [{"n":1},{"n":2}] ok', result: [{ n: 1 }, { n: 2 }] }),
  answer('array: none', { output: { format: 'array' }, text: 'nothing', result: [] }),
  answer('enum: without quotes and blanks', { output: { format: 'enum', jsonSchema: colours }, text: ' "red"\n', result: 'red' }),
  answer('jsonl: lines that are objects', { output: { format: 'jsonl', jsonSchema: objects }, text: 'Lines:\n{"n":1}\nand\n{n: 2}\n', result: [{ n: 1 }, { n: 2 }] }),
];

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
      message: invalid(['1.n: must be number', "2: must have required property 'n'"], { data: [{ n: 1 }, { n: 'x' }, {}], required: objects }),
    },
  },
  {
    name: 'a value that is none of the enum',
    flow: 'formatsAnswer',
    input: { output: { format: 'enum', jsonSchema: colours }, config: { answers: ['blue'] } },
    error: { status: 'INVALID_ARGUMENT', message: invalid(['(root): must be equal to one of the allowed values'], { data: 'blue', required: colours }) },
  },
  {
    name: 'a schema of zod in the error',
    flow: 'formatsZodInvalid',
    input: '{"price":1}',
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining("- (root): must have required property 'name'\n\nProvided data:\n\n{\n  \"price\": 1\n}"),
      details: { errors: [{ path: '(root)', message: "must have required property 'name'" }], schema: zodSchema },
    },
  },
  {
    name: 'array of something else',
    flow: 'formatsAnswer',
    input: { output: { format: 'array', jsonSchema: schema } },
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: Must supply an 'array' schema type when using the 'items' parser format." },
  },
  {
    name: 'enum of something else',
    flow: 'formatsAnswer',
    input: { output: { format: 'enum', jsonSchema: schema } },
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: Must supply a 'string' or 'enum' schema type when using the enum parser format." },
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

const own: CaseTable = [
  {
    name: "an app's own format: its configuration and instructions",
    flow: 'formatsRequest',
    input: { output: { format: 'formatsLoud', jsonSchema: schema } },
    result: { messages: [user(part(`Shout. ${text}`))], output: { format: 'formatsLoud', contentType: 'text/loud', constrained: true, schema } },
  },
  {
    name: "an app's own format, without a schema",
    flow: 'formatsRequest',
    input: { output: { format: 'formatsLoud' } },
    result: { messages: [user(part('Shout. No schema.'))], output: { format: 'formatsLoud', contentType: 'text/loud', constrained: true } },
  },
  { name: 'defaultInstructions: false', flow: 'formatsRequest', input: { output: { format: 'formatsQuiet' } }, result: { messages: [user()], output: { format: 'formatsQuiet' } } },
  {
    name: 'defaultInstructions: false, asked for',
    flow: 'formatsRequest',
    input: { output: { format: 'formatsQuiet', instructions: true } },
    result: { messages: [user(part('Whisper.'))], output: { format: 'formatsQuiet' } },
  },
  { name: 'a format without instructions, asked for', flow: 'formatsRequest', input: { output: { format: 'formatsMute', instructions: true } }, result: { messages: [user()], output: { format: 'formatsMute' } } },
  answer("an app's own format reads the answer", { output: { format: 'formatsLoud' }, text: 'hi', result: 'HI' }),
  answer('an answer may become anything', { output: { format: 'formatsMute' }, text: 'four', result: 4 }),
];

const LIVE = 'in a durable run an answer is one chunk, after it is recorded';
const chunked = (...texts: string[]): unknown => ({
  chunks: texts.map((said) => ({ content: [{ text: said }] })),
  message: { role: 'model', content: [{ text: texts.join('') }] },
  finishReason: 'stop',
});
const chunks = (name: string, { output, texts, live, whole, recorded = whole }: { output: unknown; texts: string[]; live: unknown[]; whole: unknown; recorded?: unknown }): CaseTable => [
  { name: `${name}, live`, flow: 'formatsChunks', input: { output, config: { answers: [chunked(...texts)] } }, inlineOnly: LIVE, result: { outputs: live, output: whole } },
  { name: `${name}, recorded`, flow: 'formatsChunks', input: { output, config: { answers: [chunked(...texts)] } }, durableOnly: LIVE, result: { outputs: [recorded], output: whole } },
];

const streams: CaseTable = [
  ...chunks('chunks of text', { output: { format: 'text' }, texts: ['a', 'b'], live: ['a', 'b'], whole: 'ab' }),
  ...chunks('chunks of json', { output: { format: 'json' }, texts: ['{"a":', '1,"b":[', '2]}'], live: [{}, { a: 1, b: [] }, { a: 1, b: [2] }], whole: { a: 1, b: [2] } }),
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
  ...chunks('chunks of an enum', { output: { format: 'enum', jsonSchema: colours }, texts: ['"re', 'd"'], live: ['re', 'red'], whole: 'red' }),
  ...chunks("chunks of an app's own format", { output: { format: 'formatsLoud' }, texts: ['a', 'b'], live: ['a!', 'b!'], whole: 'AB', recorded: 'ab!' }),
  ...chunks('a format that reads no chunks: the text as JSON', { output: { format: 'formatsMute' }, texts: ['{"a":1', '}'], live: [{ a: 1 }, { a: 1 }], whole: 7, recorded: { a: 1 } }),
  {
    name: 'items of a stream are there once, live or not',
    flow: 'formatsStream',
    input: { output: { format: 'array' }, config: { answers: [chunked('[{"n":1},{"n"', ':2}', ',{"n":3}]')] } },
    result: { items: [{ n: 1 }, { n: 2 }, { n: 3 }], output: [{ n: 1 }, { n: 2 }, { n: 3 }] },
  },
];

/** Output formats. */
export const formatsTable: CaseTable = [...requests, ...places, ...simulation, ...answers, ...errors, ...zod, ...own, ...streams];
