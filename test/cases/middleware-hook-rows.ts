import { expect } from '@jest/globals';
import { waitForInterrupts, type CaseTable } from './case-table.ts';
import { user, model, request, response } from './middleware-words.ts';

const echoed = (input: unknown, ref: string): unknown => ({ role: 'model', content: [request('middlewareEcho', input, ref)] });
const answered = (output: unknown, ref: string): unknown => ({ role: 'tool', content: [response('middlewareEcho', output, ref)] });
const modelEvents = (messages: number): string[] => [
  `a model ${messages} >`,
  'old >',
  `b model ${messages} >`,
  'b model <',
  'old <',
  'a model <',
];
const toolEvents = ['a tool middlewareEcho >', 'b tool middlewareEcho >', 'b tool <', 'a tool <'];
const open = (turn: number): string[] => [`a generate ${turn} (${turn}) >`, `b generate ${turn} (${turn}) >`];
const close = (turn: number): string[] => [`b generate ${turn} <`, `a generate ${turn} <`];
const named = (config: unknown): unknown => ({ messages: [user('x')], config });
const round = (input: unknown): unknown => [request('middlewareEcho', input, '1')];
const asked = {
  toolRequest: { name: 'middlewareContext', ref: 'a', input: 1 },
  metadata: { interrupt: { at: 'tool', name: 'middlewareContext' } },
};

const order: CaseTable = [
  {
    name: 'one call: the first is the outermost',
    flow: 'middlewareOrder',
    input: [],
    result: [...open(0), ...modelEvents(1), ...close(0)],
  },
  {
    name: 'two rounds: the next turn is inside the one before',
    flow: 'middlewareOrder',
    input: [1, 2],
    result: [
      ...open(0),
      ...modelEvents(1),
      ...toolEvents,
      ...open(1),
      ...modelEvents(3),
      ...toolEvents,
      ...open(2),
      ...modelEvents(5),
      ...close(2),
      ...close(1),
      ...close(0),
    ],
  },
  {
    name: 'variables of a middleware live as long as one generate',
    flow: 'middlewareState',
    result: [
      { turns: 3, models: 3 },
      { turns: 2, models: 2 },
    ],
  },
];

const references: CaseTable = [
  {
    name: 'by name, with its settings',
    flow: 'middlewareByName',
    input: { use: [{ name: 'middlewareNamed', config: { word: 'w' } }] },
    result: named({ named: 'w', plugin: null, hasAi: 'function' }),
  },
  {
    name: 'by the reference that its call gives',
    flow: 'middlewareByReference',
    input: 'called',
    result: named({ named: 'w', plugin: null, hasAi: 'function' }),
  },
  {
    name: 'of a plugin, by name',
    flow: 'middlewareOfPlugin',
    inlineOnly:
      'the sandbox has no plugins: there a middleware is used by the reference that its call gives, or is defined with ai.defineMiddleware',
    result: named({ plugin: { word: 'given' } }),
  },
  {
    name: 'by a name that nobody has',
    flow: 'middlewareByName',
    input: { use: [{ name: 'nobody' }] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Middleware nobody not found in registry.' },
  },
  ...[
    { name: 'by name, settings that do not fit', config: { word: 1 }, issue: 'word: must be string' },
    { name: 'by name, settings that are missing', config: undefined, issue: "(root): must have required property 'word'" },
  ].map(({ name, config, issue }) => ({
    name,
    flow: 'middlewareByName',
    input: { use: [{ name: 'middlewareNamed', ...(config !== undefined && { config }) }] },
    error: {
      status: 'INVALID_ARGUMENT' as const,
      message: expect.stringContaining(`INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n- ${issue}\n`),
    },
  })),
  {
    name: 'by its reference, settings that do not fit',
    flow: 'middlewareByReference',
    input: 'misfit',
    error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('- word: must be string\n') },
  },
  {
    name: 'not called',
    flow: 'middlewareByReference',
    input: 'uncalled',
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: Middleware middlewareNamed must be called with () when used in 'use' array.",
    },
  },
  {
    name: 'a function of a form that nobody knows',
    flow: 'middlewareByReference',
    input: 'shape',
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: unspported middleware function shape' },
  },
];

const changes: CaseTable = [
  {
    name: 'a generate hook changes the messages of each turn',
    flow: 'middlewareChanging',
    input: { what: 'messages', answers: [round('in')] },
    result: {
      messages: [user('go'), user('turn 0'), echoed('in', '1'), answered('in', '1'), user('turn 1'), model('["in"]')],
      text: '["in"]',
      finishReason: 'stop',
    },
  },
  {
    name: 'a model hook answers by itself',
    flow: 'middlewareChanging',
    input: { what: 'answer', answers: ['never said'] },
    result: { messages: [user('go'), model('said by nobody')], text: 'said by nobody', finishReason: 'stop' },
  },
  {
    name: 'a model hook changes the answer',
    flow: 'middlewareChanging',
    input: { what: 'response', answers: ['said'] },
    result: { messages: [user('go'), model('said')], text: 'said', finishReason: 'other', finishMessage: 'changed' },
  },
  {
    name: 'a tool hook changes the input',
    flow: 'middlewareChanging',
    input: { what: 'input', answers: [round('in')] },
    result: {
      messages: [user('go'), echoed('in', '1'), answered('changed in', '1'), model('["changed in"]')],
      text: '["changed in"]',
      finishReason: 'stop',
    },
  },
  {
    name: 'a tool hook answers by itself',
    flow: 'middlewareChanging',
    input: { what: 'output', answers: [round('in')] },
    result: expect.objectContaining({ text: '["of the hook"]' }),
  },
  {
    name: 'a tool hook that gives nothing drops the response',
    flow: 'middlewareChanging',
    input: { what: 'drop', answers: [[request('middlewareEcho', 'drop', '1'), request('middlewareEcho', 'keep', '2')]] },
    result: expect.objectContaining({
      messages: [
        user('go'),
        { role: 'model', content: [request('middlewareEcho', 'drop', '1'), request('middlewareEcho', 'keep', '2')] },
        answered('keep', '2'),
        model('["keep"]'),
      ],
    }),
  },
];

const interrupts: CaseTable = [
  {
    name: 'a tool hook asks, and is answered',
    flow: 'middlewareAsks',
    input: 'respond',
    result: { finishReason: 'interrupted', interrupt: asked, text: '["by hand"]' },
  },
  {
    name: 'a tool hook asks, and the tool is restarted through it',
    flow: 'middlewareAsks',
    input: 'restart',
    result: { finishReason: 'interrupted', interrupt: asked, text: JSON.stringify([{ input: 1, resumed: { approved: true } }]) },
  },
  ...['generate', 'model'].map((where) => ({
    name: `a ${where} hook that asks fails the call`,
    flow: 'middlewareAsksElsewhere',
    input: where,
    error: { status: 'FAILED_PRECONDITION' as const, message: 'FAILED_PRECONDITION: a tool asks for an answer' },
  })),
  {
    name: 'toolApproval asks for what is not approved, and goes on when somebody outside lets it',
    flow: 'middlewareApproves',
    input: ['middlewareEcho'],
    drive: async (handle) => {
      const [interrupt] = await waitForInterrupts(handle);
      if (interrupt !== undefined) await handle.restart(interrupt, { resumed: { toolApproved: true } });
    },
    result: {
      asked: [
        {
          toolRequest: { name: 'middlewareContext', ref: 'b', input: 2 },
          metadata: { interrupt: { message: 'Tool not in approved list: middlewareContext' } },
        },
      ],
      text: JSON.stringify([1, { input: 2, resumed: { toolApproved: true } }]),
    },
  },
  {
    name: 'toolApproval, answered in the place of the tool',
    flow: 'middlewareApproves',
    input: ['middlewareEcho'],
    drive: async (handle) => {
      const [interrupt] = await waitForInterrupts(handle);
      if (interrupt !== undefined) await handle.respond(interrupt, 'not allowed');
    },
    result: expect.objectContaining({ text: '[1,"not allowed"]' }),
  },
  {
    name: 'toolApproval lets pass what is approved',
    flow: 'middlewareApproves',
    input: ['middlewareEcho', 'middlewareContext'],
    result: { text: JSON.stringify([1, { input: 2, resumed: null }]) },
  },
];

const tools: CaseTable = [
  { name: 'tools of a middleware', flow: 'middlewareBrings', result: { told: ['middlewareBrought'], text: '[42]' } },
  {
    name: 'two middlewares with one tool',
    flow: 'middlewareBringsTwice',
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: Cannot provide two tools with the same name: 'middlewareBrought' and 'middlewareBrought'",
    },
  },
];

/** Order, state, references, hooks. */
export const middlewareHookRows: CaseTable = [...order, ...references, ...changes, ...interrupts, ...tools];
