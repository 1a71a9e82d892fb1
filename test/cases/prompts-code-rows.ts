import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { user, model, system, hash, history, past, dish, messages, failing } from './prompts-words.ts';

const ofCode: CaseTable = [
  messages('system and prompt are templates', {
    prompt: 'promptsTemplate',
    input: { name: 'Ada' },
    result: [system('Be kind'), user('Hi Ada')],
  }),
  messages('the input lies over the default', {
    prompt: 'promptsTemplate',
    input: { name: 'Ada', mood: 'bold' },
    result: [system('Be bold'), user('Hi Ada')],
  }),
  messages('parts are no templates', {
    prompt: 'promptsParts',
    result: [system('{{as}} it is'), { role: 'user', content: [{ text: 'one' }, { text: 'two' }] }],
  }),
  messages('functions get input, context and history', {
    prompt: 'promptsFunctions',
    input: { name: 'Ada' },
    options: { messages: history },
    result: {
      messages: [system('Ada of cases {{not}} a template'), ...past, model('Ada'), user('to Ada')],
      docs: [{ content: [{ text: 'about Ada' }] }],
    },
  }),
  messages('messages as a template of the whole conversation', {
    prompt: 'promptsMessages',
    input: { name: 'x' },
    result: [system('S x'), model('M'), user('U')],
  }),
  messages('messages and docs as they are', {
    prompt: 'promptsFixed',
    result: { messages: [user('{{as}} it is')], docs: [{ content: [{ text: 'fact' }] }] },
  }),
  messages('the older second argument: a template', { prompt: 'promptsOlder', input: { name: 'Ada' }, result: [user('Older Ada')] }),
  messages('the older second argument: a function', {
    prompt: 'promptsOlderFunction',
    input: { name: 'Ada' },
    result: [user('by hand Ada')],
  }),
  messages('a variant of code', { prompt: 'promptsVariant', variant: 'loud', result: [user('LOUD')] }),
  messages('the one without a variant', { prompt: 'promptsVariant', result: [user('plain')] }),
  messages('the history comes before the message of the user', {
    prompt: 'promptsTemplate',
    input: { name: 'Ada' },
    options: { messages: history },
    result: [system('Be kind'), ...past, user('Hi Ada')],
  }),
  messages('an answer to interrupts leaves the message of the user away', {
    prompt: 'promptsParts',
    options: { messages: history, resume: { respond: [] } },
    result: [system('{{as}} it is'), ...past],
  }),
  { name: 'a prompt of code is a function; its middleware stays with it', flow: 'promptsDirect', input: 'x', result: 'SAID' },
  { name: 'names of a prompt', flow: 'promptsReference', result: [{ name: 'promptsDirect' }, { name: 'a.b' }, '/prompt/promptsDirect'] },
  {
    name: 'both a template and messages',
    flow: 'promptsBoth',
    result: {
      name: 'DurakitError',
      status: 'INVALID_ARGUMENT',
      message: 'INVALID_ARGUMENT: Cannot specify template/function argument and `options.messages` at the same time',
    },
  },
  failing('a prompt of two messages', { prompt: 'promptsTwo', message: 'INVALID_ARGUMENT: parts tempate must produce only one message' }),
  failing('a prompt of none', { prompt: 'promptsNone', message: 'INVALID_ARGUMENT: parts tempate must produce only one message' }),
  failing('a helper that nobody defined', {
    prompt: 'promptsUnknownHelper',
    message: expect.stringContaining('INVALID_ARGUMENT: Prompt promptsUnknownHelper: the template cannot be rendered: '),
  }),
  failing('an input that does not fit', {
    prompt: 'promptsChecked',
    input: { name: 1 },
    message: expect.stringContaining(
      'Schema validation failed. Parse Errors:\n\n- name: must be string\n\nProvided data:\n\n{\n  "name": 1\n}',
    ),
  }),
  failing('no input where one is needed', {
    prompt: 'promptsChecked',
    message: expect.stringContaining("- (root): must have required property 'name'\n\nProvided data:\n\n{}"),
  }),
];

const options: CaseTable = [
  {
    name: 'all options of a prompt',
    flow: 'promptsRender',
    input: { prompt: 'promptsOptions' },
    result: {
      model: 'promptsMirror',
      config: { version: 'v1', temperature: 0.5, topK: 1 },
      tools: ['promptsTool'],
      toolChoice: 'required',
      maxTurns: 3,
      returnToolRequests: true,
      use: [{ name: 'promptsMark', config: { word: 'own' } }],
      output: { format: 'json', instructions: false, jsonSchema: dish },
      context: { from: 'prompt' },
      messages: [user('P')],
      metadata: { prompt: { shown: true, name: 'promptsOptions', hash } },
    },
  },
  {
    name: "the call's options replace them, config key by key",
    flow: 'promptsRender',
    input: {
      prompt: 'promptsOptions',
      options: {
        model: 'promptsScript',
        config: { topK: 9 },
        tools: [],
        maxTurns: 1,
        output: {},
        use: [],
        context: { a: 1 },
        toolChoice: 'none',
        docs: [],
        metadata: { mine: 1 },
      },
    },
    result: {
      model: 'promptsScript',
      config: { version: 'v1', temperature: 0.5, topK: 9 },
      tools: [],
      toolChoice: 'none',
      maxTurns: 1,
      returnToolRequests: true,
      use: [],
      output: {},
      context: { a: 1 },
      docs: [],
      messages: [user('P')],
      metadata: { mine: 1, prompt: { shown: true, name: 'promptsOptions', hash } },
    },
  },
  {
    name: 'what the model gets of them',
    flow: 'promptsRequest',
    input: { prompt: 'promptsOptions' },
    result: {
      messages: [user('P')],
      config: { version: 'v1', temperature: 0.5, topK: 1, 'mark:own': true },
      tools: [{ name: 'promptsTool', description: 'says it again' }],
      toolChoice: 'required',
      output: { format: 'text', contentType: 'text/plain' },
    },
  },
  {
    name: 'without options there are none',
    flow: 'promptsRender',
    input: { prompt: 'promptsVariant' },
    result: { messages: [user('plain')], metadata: { prompt: { name: 'promptsVariant', hash } } },
  },
  {
    name: 'the hash follows input, history and context, and no secret',
    inlineOnly: 'a run refuses a context with secrets: it would be in its history',
    flow: 'promptsSeveral',
    input: past,
    result: { different: 4, same: 1 },
  },
  { name: 'a stream of a prompt', flow: 'promptsStream', result: { roles: ['model:', 'tool:', 'model:end'], text: 'end' } },
];

/** Prompts of code. */
export const promptsCodeRows: CaseTable = [...ofCode, ...options];
