import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { waitUntil } from '../setup/wait-until.ts';
import type { CaseTable } from './case-table.ts';
import { user, system, hash, history, past, dish, messages, failing } from './prompts-words.ts';

const ofFiles: CaseTable = [
  messages('a file', { prompt: 'plain', input: { name: 'Ada' }, result: [user('Hello from a file, Ada!')] }),
  messages('a file without its input', { prompt: 'plain', result: [user('Hello from a file!')] }),
  messages('a file in a sub-folder', { prompt: 'sub/inner', result: [user('inside a folder')] }),
  { name: 'a file, called', flow: 'promptsCall', input: { prompt: 'voice', input: { name: 'Ada' } }, result: 'long' },
  {
    name: 'its variant, called',
    flow: 'promptsCall',
    input: { prompt: 'voice', variant: 'short', input: { name: 'Ada' } },
    result: 'short',
  },
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
  {
    name: 'middleware of the front matter by name, with its settings',
    flow: 'promptsRequest',
    input: { prompt: 'marked' },
    result: expect.objectContaining({ config: { 'mark:marked': true } }),
  },
  { name: 'a loop of tools of the front matter', flow: 'promptsToolLoop', result: '[7]' },
  failing('picoschema holds the input', {
    prompt: 'sink',
    input: { count: 1.5, tags: 'a', kind: 'BLUE' },
    message: expect.stringMatching(
      /- count: must be integer,null\n- tags: must be array,null\n- kind: must be (equal to one of the allowed values|string,null)/,
    ),
  }),
  messages('a named schema in picoschema', { prompt: 'named', input: { dish: { name: 'pie' } }, result: [user('pie')] }),
  failing('a named schema holds the input', {
    prompt: 'named',
    input: { dish: {} },
    message: expect.stringContaining("- dish: must have required property 'name'"),
  }),
  failing('a schema that nobody defined', {
    prompt: 'unknown',
    status: 'NOT_FOUND',
    message: "NOT_FOUND: Schema 'PromptsNowhere' not found",
  }),
  failing('front matter that cannot be read', {
    prompt: 'broken',
    message: expect.stringMatching(/^INVALID_ARGUMENT: the front matter of .*broken\.prompt cannot be read:\n/),
  }),
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
  messages('the history where it is wanted', {
    prompt: 'history',
    options: { messages: history },
    result: [system('S'), ...past.map((message) => ({ ...(message as object), metadata: { purpose: 'history' } })), user('now')],
  }),
  messages('the history of a file that places none', {
    prompt: 'plain',
    options: { messages: history },
    result: [...past, user('Hello from a file!')],
  }),
  {
    ...messages("the run's context in a template", { prompt: 'context', result: [user('You are Ada of cases')] }),
    context: { auth: { name: 'Ada' } },
  },
  messages("the call's context in a template", {
    prompt: 'context',
    options: { context: { auth: { name: 'Bob' } } },
    result: [user('You are Bob of cases')],
  }),
  messages('a state where there is no session', { prompt: 'state', result: [user('state ')] }),
  failing('a prompt that is not there', { prompt: 'nowhere', status: 'NOT_FOUND', message: 'NOT_FOUND: Prompt nowhere not found' }),
  failing('a variant that is not there', {
    prompt: 'voice',
    variant: 'long',
    status: 'NOT_FOUND',
    message: 'NOT_FOUND: Prompt voice (variant long) not found',
  }),
  failing('a name that leads out of the folder', {
    prompt: '../cases',
    message: expect.stringMatching(/^INVALID_ARGUMENT: "\.\.\/cases" is no name of a prompt\./),
  }),
  {
    name: 'an app without a folder',
    flow: 'promptsWithout',
    input: 'nowhere',
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Prompt nowhere not found', details: { known: [] } },
  },
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

/** Prompts of files, prompts as tools, prompts that change. */
export const promptsFileRows: CaseTable = [...ofFiles, ...asTools, ...changed];
