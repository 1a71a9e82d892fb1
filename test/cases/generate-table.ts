import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { model, request, user } from './message-json.ts';

/** What goes to the model. */
export const generateTable: CaseTable = [
  {
    name: 'a string, parts and a promise of options go to the default model with its config and version',
    flow: 'generateDefaultModel',
    result: [
      { messages: [user('text')], config: { temperature: 1, topK: 3, version: 'v2' } },
      { messages: [{ role: 'user', content: [{ text: 'two' }, { text: 'parts' }] }], config: { temperature: 1, topK: 3, version: 'v2' } },
      { messages: [user('promised')], config: { temperature: 1, topK: 4, version: 'v2' } },
    ],
  },
  {
    name: 'system, messages, prompt stand in that order',
    flow: 'generateMirror',
    input: {
      prompt: 'last',
      messages: [
        { role: 'user', content: 'first' },
        { role: 'model', content: [{ text: 'second' }] },
      ],
      system: 'be kind',
    },
    result: { messages: [{ role: 'system', content: [{ text: 'be kind' }] }, user('first'), model('second'), user('last')] },
  },
  {
    name: 'system and prompt may be a part, or several',
    flow: 'generateMirror',
    input: { prompt: { text: 'one' }, system: [{ text: 'a' }, { text: 'b' }] },
    result: { messages: [{ role: 'system', content: [{ text: 'a' }, { text: 'b' }] }, user('one')] },
  },
  {
    name: 'messages alone are enough, and keep their metadata',
    flow: 'generateMirror',
    input: { messages: [{ role: 'user', content: { text: 'x' }, metadata: { kept: 1 } }] },
    result: { messages: [{ role: 'user', content: [{ text: 'x' }], metadata: { kept: 1 } }] },
  },
  {
    name: 'a prompt of tool responses speaks as tool',
    flow: 'generateMirror',
    input: {
      messages: [{ role: 'model', content: [request('x', {}, '1')] }],
      prompt: [{ toolResponse: { name: 'x', ref: '1', output: 2 } }],
    },
    result: {
      messages: [
        { role: 'model', content: [request('x', {}, '1')] },
        { role: 'tool', content: [{ toolResponse: { name: 'x', ref: '1', output: 2 } }] },
      ],
    },
  },
  {
    name: 'a prompt of tool requests speaks as model',
    flow: 'generateMirror',
    input: { prompt: [request('x', {}, '1')] },
    result: { messages: [{ role: 'model', content: [request('x', {}, '1')] }] },
  },
  {
    name: 'a prompt of several roles is refused',
    flow: 'generateMirror',
    input: { prompt: [{ text: 'x' }, { toolResponse: { name: 'x', output: 2 } }] },
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: A prompt cannot mix parts of several roles (user, tool). Pass them as 'messages'.",
    },
  },
  {
    name: 'docs go to the model',
    flow: 'generateMirror',
    input: { prompt: 'x', docs: [{ content: [{ text: 'fact' }], metadata: { source: 's' } }, { content: [{ text: 'more' }] }] },
    result: expect.objectContaining({
      docs: [{ content: [{ text: 'fact' }], metadata: { source: 's' } }, { content: [{ text: 'more' }] }],
    }),
  },
  {
    name: "config goes over the reference's, and its version into it",
    flow: 'generateMirror',
    input: { prompt: 'x', model: { name: 'mirror', version: 'v1', config: { temperature: 0, topK: 1 } }, config: { temperature: 2 } },
    result: { messages: [user('x')], config: { temperature: 2, topK: 1, version: 'v1' } },
  },
  {
    name: "a version of the call's config wins over the reference's",
    flow: 'generateMirror',
    input: { prompt: 'x', model: { name: 'mirror', version: 'v1' }, config: { version: 'v3' } },
    result: { messages: [user('x')], config: { version: 'v3' } },
  },
  {
    name: 'a model by name',
    flow: 'generateMirror',
    input: { prompt: 'x', model: 'mirror' },
    result: { messages: [user('x')] },
  },
  {
    name: 'toolChoice and the short definitions of tools go to the model',
    flow: 'generateMirror',
    input: { prompt: 'x', tools: ['generateEcho'], toolChoice: 'required' },
    result: { messages: [user('x')], tools: [{ name: 'generateEcho', description: 'says it again' }], toolChoice: 'required' },
  },
  {
    name: 'stepName, metadata, maxTurns and returnToolRequests are not for the model',
    flow: 'generateMirror',
    input: { prompt: 'x', stepName: 'ask', metadata: { a: 1 }, maxTurns: 3, returnToolRequests: false },
    result: { messages: [user('x')] },
  },
  {
    name: 'resource parts become their content',
    flow: 'generateMirror',
    input: {
      prompt: [{ text: 'see' }, { resource: { uri: 'cases://fixed' } }, { resource: { uri: 'cases://item/7' } }],
      resources: ['generateFixed', 'generateTemplate'],
    },
    result: {
      messages: [
        {
          role: 'user',
          content: [
            { text: 'see' },
            { text: 'fixed content', metadata: expect.anything() },
            { text: 'content of cases://item/7', metadata: expect.anything() },
          ],
        },
      ],
    },
  },
  {
    name: 'a resource part that nothing matches',
    flow: 'generateMirror',
    input: { prompt: [{ resource: { uri: 'cases://nowhere' } }], resources: ['generateFixed'] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: failed to find matching resource for cases://nowhere' },
  },
  {
    name: 'a resource that is not there',
    flow: 'generateMirror',
    input: { prompt: 'x', resources: ['generateNowhere'] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Unable to resolve resource: generateNowhere' },
  },
  {
    name: 'no model',
    flow: 'generateWithoutModel',
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: Must supply a `model` to `generate()` calls.' },
  },
  {
    name: 'an unknown model',
    flow: 'generateMirror',
    input: { prompt: 'x', model: 'nobody/knows' },
    error: { status: 'NOT_FOUND', message: "NOT_FOUND: Model 'nobody/knows' not found" },
    differs: 'a worker adds what it knows to the details',
  },
  {
    name: 'no message',
    flow: 'generateMirror',
    input: {},
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: at least one message is required in generate request' },
  },
  {
    name: "the run's context reaches model and tool",
    flow: 'generateContext',
    context: { auth: 'ada' },
    result: { model: { app: 'cases', auth: 'ada' }, tool: { app: 'cases', auth: 'ada' } },
  },
  {
    name: "the call's context reaches model and tool",
    flow: 'generateContext',
    input: { auth: 'grace' },
    context: { auth: 'ada' },
    result: { model: { app: 'cases', auth: 'grace' }, tool: { app: 'cases', auth: 'grace' } },
  },
  { name: 'a model is a function as well', flow: 'generateModelDirectly', result: model(JSON.stringify({ messages: [user('hi')] })) },
];
