import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { waitUntil } from '../setup/wait-until.ts';
import type { CaseTable } from './case-table.ts';

const user = (text: string): unknown => ({ role: 'user', content: [{ text }] });
const model = (text: string): unknown => ({ role: 'model', content: [{ text }] });
const system = (text: string): unknown => ({ role: 'system', content: [{ text }] });
const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
const history = [
  { role: 'user', content: 'before' },
  { role: 'model', content: [{ text: 'answered' }] },
];
const past = [user('before'), model('answered')];
const dish = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: true, $schema: 'http://json-schema.org/draft-07/schema#' };

const messages = (name: string, { result, ...input }: { prompt: string; variant?: string; input?: unknown; options?: unknown; result: unknown }): CaseTable[number] => ({
  name,
  flow: 'promptsMessages',
  input,
  result,
});
const failing = (name: string, { message, status = 'INVALID_ARGUMENT', ...input }: { prompt: string; variant?: string; input?: unknown; message: unknown; status?: 'INVALID_ARGUMENT' | 'NOT_FOUND' }): CaseTable[number] => ({
  name,
  flow: 'promptsMessages',
  input,
  error: { status, message },
});

const ofCode: CaseTable = [
  messages('system and prompt are templates', { prompt: 'promptsTemplate', input: { name: 'Ada' }, result: [system('Be kind'), user('Hi Ada')] }),
  messages('the input lies over the default', { prompt: 'promptsTemplate', input: { name: 'Ada', mood: 'bold' }, result: [system('Be bold'), user('Hi Ada')] }),
  messages('parts are no templates', {
    prompt: 'promptsParts',
    result: [system('{{as}} it is'), { role: 'user', content: [{ text: 'one' }, { text: 'two' }] }],
  }),
  messages('functions get input, context and history', {
    prompt: 'promptsFunctions',
    input: { name: 'Ada' },
    options: { messages: history },
    result: { messages: [system('Ada of cases {{not}} a template'), ...past, model('Ada'), user('to Ada')], docs: [{ content: [{ text: 'about Ada' }] }] },
  }),
  messages('messages as a template of the whole conversation', { prompt: 'promptsMessages', input: { name: 'x' }, result: [system('S x'), model('M'), user('U')] }),
  messages('messages and docs as they are', { prompt: 'promptsFixed', result: { messages: [user('{{as}} it is')], docs: [{ content: [{ text: 'fact' }] }] } }),
  messages('the older second argument: a template', { prompt: 'promptsOlder', input: { name: 'Ada' }, result: [user('Older Ada')] }),
  messages('the older second argument: a function', { prompt: 'promptsOlderFunction', input: { name: 'Ada' }, result: [user('by hand Ada')] }),
  messages('a variant of code', { prompt: 'promptsVariant', variant: 'loud', result: [user('LOUD')] }),
  messages('the one without a variant', { prompt: 'promptsVariant', result: [user('plain')] }),
  messages('the history comes before the message of the user', { prompt: 'promptsTemplate', input: { name: 'Ada' }, options: { messages: history }, result: [system('Be kind'), ...past, user('Hi Ada')] }),
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
    message: expect.stringContaining('Schema validation failed. Parse Errors:\n\n- name: must be string\n\nProvided data:\n\n{\n  "name": 1\n}'),
  }),
  failing('no input where one is needed', { prompt: 'promptsChecked', message: expect.stringContaining("- (root): must have required property 'name'\n\nProvided data:\n\n{}") }),
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
      options: { model: 'promptsScript', config: { topK: 9 }, tools: [], maxTurns: 1, output: {}, use: [], context: { a: 1 }, toolChoice: 'none', docs: [], metadata: { mine: 1 } },
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
  { name: 'without options there are none', flow: 'promptsRender', input: { prompt: 'promptsVariant' }, result: { messages: [user('plain')], metadata: { prompt: { name: 'promptsVariant', hash } } } },
  { name: 'the hash follows input, history and context, and no secret', flow: 'promptsSeveral', input: past, result: { different: 4, same: 1 } },
  { name: 'a stream of a prompt', flow: 'promptsStream', result: { roles: ['model:', 'tool:', 'model:end'], text: 'end' } },
];

const ofFiles: CaseTable = [
  messages('a file', { prompt: 'plain', input: { name: 'Ada' }, result: [user('Hello from a file, Ada!')] }),
  messages('a file without its input', { prompt: 'plain', result: [user('Hello from a file!')] }),
  messages('a file in a sub-folder', { prompt: 'sub/inner', result: [user('inside a folder')] }),
  { name: 'a file, called', flow: 'promptsCall', input: { prompt: 'voice', input: { name: 'Ada' } }, result: 'long' },
  { name: 'its variant, called', flow: 'promptsCall', input: { prompt: 'voice', variant: 'short', input: { name: 'Ada' } }, result: 'short' },
  messages('the variant by its whole name', { prompt: 'voice.short', input: { name: 'Ada' }, result: [user('short Ada')] }),
  {
    name: 'all of the front matter',
    flow: 'promptsRender',
    input: { prompt: 'sink' },
    result: {
      model: 'promptsMirror',
      config: { temperature: 11 },
      output: { format: 'json', jsonSchema: dish },
      tools: ['promptsTool'],
      toolChoice: 'required',
      maxTurns: 7,
      returnToolRequests: true,
      use: [{ name: 'promptsMark' }, { name: 'promptsMark', config: { word: 'twice' } }],
      messages: [system('Be kind.'), user('About apple')],
      metadata: { prompt: { team: 'kitchen', name: 'sink', hash } },
    },
  },
  {
    name: 'tools and middleware of the front matter at work',
    flow: 'promptsRequest',
    input: { prompt: 'sink', input: { subject: 'pie', count: 2, tags: ['a'], kind: 'RED', more: true } },
    result: {
      messages: [system('Be kind.'), user('About pie')],
      config: { temperature: 11, 'mark:none': true, 'mark:twice': true },
      tools: [{ name: 'promptsTool', description: 'says it again' }],
      toolChoice: 'required',
      output: { format: 'text', contentType: 'text/plain' },
    },
  },
  { name: 'middleware of the front matter by name, with its settings', flow: 'promptsRequest', input: { prompt: 'marked' }, result: expect.objectContaining({ config: { 'mark:marked': true } }) },
  { name: 'a loop of tools of the front matter', flow: 'promptsToolLoop', result: '[7]' },
  failing('picoschema holds the input', {
    prompt: 'sink',
    input: { count: 1.5, tags: 'a', kind: 'BLUE' },
    message: expect.stringMatching(/- count: must be integer,null\n- tags: must be array,null\n- kind: must be (equal to one of the allowed values|string,null)/),
  }),
  messages('a named schema in picoschema', { prompt: 'named', input: { dish: { name: 'pie' } }, result: [user('pie')] }),
  failing('a named schema holds the input', { prompt: 'named', input: { dish: {} }, message: expect.stringContaining("- dish: must have required property 'name'") }),
  failing('a schema that nobody defined', { prompt: 'unknown', status: 'NOT_FOUND', message: "NOT_FOUND: Schema 'PromptsNowhere' not found" }),
  failing('front matter that cannot be read', { prompt: 'broken', message: expect.stringMatching(/^INVALID_ARGUMENT: the front matter of .*broken\.prompt cannot be read:\n/) }),
  messages('helpers and partials, of files and of code', {
    prompt: 'helpers',
    input: { name: 'Ada', list: [1], picture: 'data:image/png;base64,AA==' },
    result: [
      system('partial of Ada code of Ada'),
      {
        role: 'user',
        content: [
          { text: 'ADA [1] [\n  1\n] yes no ' },
          { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } },
          { text: ' <b>Ada</b> ' },
          { text: '', metadata: { purpose: 'code', pending: true } },
        ],
      },
    ],
  }),
  messages('the history where it is wanted', { prompt: 'history', options: { messages: history }, result: [system('S'), ...past.map((message) => ({ ...(message as object), metadata: { purpose: 'history' } })), user('now')] }),
  messages('the history of a file that places none', { prompt: 'plain', options: { messages: history }, result: [...past, user('Hello from a file!')] }),
  { ...messages("the run's context in a template", { prompt: 'context', result: [user('You are Ada of cases')] }), context: { auth: { name: 'Ada' } } },
  messages("the call's context in a template", { prompt: 'context', options: { context: { auth: { name: 'Bob' } } }, result: [user('You are Bob of cases')] }),
  messages('a state where there is no session', { prompt: 'state', result: [user('state ')] }),
  failing('a prompt that is not there', { prompt: 'nowhere', status: 'NOT_FOUND', message: 'NOT_FOUND: Prompt nowhere not found' }),
  failing('a variant that is not there', { prompt: 'voice', variant: 'long', status: 'NOT_FOUND', message: 'NOT_FOUND: Prompt voice (variant long) not found' }),
  failing('a name that leads out of the folder', { prompt: '../cases', message: expect.stringMatching(/^INVALID_ARGUMENT: "\.\.\/cases" is no name of a prompt\./) }),
  { name: 'an app without a folder', flow: 'promptsWithout', input: 'nowhere', error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Prompt nowhere not found', details: { known: [] } } },
];

const asTools: CaseTable = [
  {
    name: 'asTool: the rendered request',
    flow: 'promptsAsTool',
    input: 'Ada',
    result: { name: 'tool', key: '/prompt/tool', request: { messages: [user('Greet Ada')] } },
  },
  {
    name: 'prompts among the tools of a model, of code and of a file',
    flow: 'promptsAsTools',
    result: {
      told: [
        { name: 'promptsChecked', description: 'checks', inputSchema: expect.objectContaining({ required: ['name'] }) },
        { name: 'tool', description: 'greets', inputSchema: expect.objectContaining({ required: ['name'] }) },
      ],
      given: [{ messages: [user('Ada')] }, { messages: [user('Greet Bob')] }],
    },
  },
];

const changed: CaseTable = [
  {
    name: 'a run goes on with what it rendered, although the file has changed',
    flow: 'promptsChanging',
    input: { before: 'old', after: 'new' },
    drive: async (handle) => {
      const name = `changing-${randomUUID()}`;
      await handle.signal('name', name);
      await waitUntil('the prompt is rendered', async () => existsSync(`.durakit/case-prompts/${name}.rendered`) || undefined);
      await writeFile(`.durakit/case-prompts/${name}.prompt`, '---\nmodel: mirror\n---\nnew {{who}}');
      await handle.signal('changed');
    },
    result: { first: ['kept', [user('old Ada')]], second: ['mirror', [user('new Ada')]], hashed: [true, true], sameHash: false },
  },
];

/** Prompts of code and of files. */
export const promptsTable: CaseTable = [...ofCode, ...options, ...ofFiles, ...asTools, ...changed];
