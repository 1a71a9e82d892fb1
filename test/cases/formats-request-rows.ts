import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { schema, objects, colours, text, json, answer } from './formats-words.ts';

const jsonInstructions = `Output should be in JSON format and conform to the following schema:\n\n\`\`\`\n${text}\n\`\`\`\n`;
const arrayInstructions = `Output should be a JSON array conforming to the following schema:\n    \n\`\`\`\n${JSON.stringify(objects)}\n\`\`\`\n    `;
const enumInstructions =
  'Output should be ONLY one of the following enum values. Do not output any additional information or add quotes.\n\nred\ngreen';
const jsonlInstructions = `Output should be JSONL format, a sequence of JSON objects (one per line) separated by a newline \`\\n\` character. Each line should be a JSON object conforming to the following schema:\n\n\`\`\`\n${text}\n\`\`\`\n    `;
const part = (words: string): unknown => ({ text: words, metadata: { purpose: 'output' } });
const user = (...content: unknown[]): unknown => ({ role: 'user', content: [{ text: 'go' }, ...content] });
const simulated = { messages: [user(part(jsonInstructions))], output: { constrained: false } };

const requests: CaseTable = [
  {
    name: 'text asks for plain text',
    flow: 'formatsRequest',
    input: { output: { format: 'text' } },
    result: { messages: [user()], output: { format: 'text', contentType: 'text/plain' } },
  },
  {
    name: 'json constrains, without a word in the prompt',
    flow: 'formatsRequest',
    input: { output: { format: 'json', jsonSchema: schema } },
    result: { messages: [user()], output: json },
  },
  {
    name: 'a schema alone is json',
    flow: 'formatsRequest',
    input: { output: { jsonSchema: schema } },
    result: { messages: [user()], output: json },
  },
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
    result: {
      messages: [user(part(arrayInstructions))],
      output: { format: 'array', contentType: 'application/json', constrained: true, schema: objects },
    },
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
    result: {
      messages: [user(part(enumInstructions))],
      output: { format: 'enum', contentType: 'text/enum', constrained: true, schema: colours },
    },
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
    input: {
      prompt: [{ text: 'a' }, { text: '', metadata: { purpose: 'output', pending: true } }, { text: 'b' }],
      output: { jsonSchema: schema, instructions: 'X' },
    },
    result: expect.objectContaining({ messages: [{ role: 'user', content: [{ text: 'a' }, part('X'), { text: 'b' }] }] }),
  },
  {
    name: 'and nowhere where they stand already',
    flow: 'formatsRequest',
    input: {
      prompt: [{ text: 'a' }, { text: 'mine', metadata: { purpose: 'output' } }],
      output: { jsonSchema: schema, instructions: 'X' },
    },
    result: expect.objectContaining({ messages: [{ role: 'user', content: [{ text: 'a' }, part('mine')] }] }),
  },
];

const simulation: CaseTable = [
  {
    name: 'a model that cannot be constrained is told in words',
    flow: 'formatsRequest',
    input: { model: 'formatsNone', output: { jsonSchema: schema } },
    result: simulated,
  },
  {
    name: 'so is a model that says nothing of it',
    flow: 'formatsRequest',
    input: { model: 'formatsSilent', output: { jsonSchema: schema } },
    result: simulated,
  },
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

const own: CaseTable = [
  {
    name: "an app's own format: its configuration and instructions",
    flow: 'formatsRequest',
    input: { output: { format: 'formatsLoud', jsonSchema: schema } },
    result: {
      messages: [user(part(`Shout. ${text}`))],
      output: { format: 'formatsLoud', contentType: 'text/loud', constrained: true, schema },
    },
  },
  {
    name: "an app's own format, without a schema",
    flow: 'formatsRequest',
    input: { output: { format: 'formatsLoud' } },
    result: { messages: [user(part('Shout. No schema.'))], output: { format: 'formatsLoud', contentType: 'text/loud', constrained: true } },
  },
  {
    name: 'defaultInstructions: false',
    flow: 'formatsRequest',
    input: { output: { format: 'formatsQuiet' } },
    result: { messages: [user()], output: { format: 'formatsQuiet' } },
  },
  {
    name: 'defaultInstructions: false, asked for',
    flow: 'formatsRequest',
    input: { output: { format: 'formatsQuiet', instructions: true } },
    result: { messages: [user(part('Whisper.'))], output: { format: 'formatsQuiet' } },
  },
  {
    name: 'a format without instructions, asked for',
    flow: 'formatsRequest',
    input: { output: { format: 'formatsMute', instructions: true } },
    result: { messages: [user()], output: { format: 'formatsMute' } },
  },
  answer("an app's own format reads the answer", { output: { format: 'formatsLoud' }, text: 'hi', result: 'HI' }),
  answer('an answer may become anything', { output: { format: 'formatsMute' }, text: 'four', result: 4 }),
];

/** What is asked for. */
export const formatsRequestRows: CaseTable = [...requests, ...places, ...simulation, ...own];
