import { expect } from '@jest/globals';
import { waitForInterrupts, type CaseTable } from './case-table.ts';

const user = (...texts: unknown[]): unknown => ({ role: 'user', content: texts.map((text) => (typeof text === 'string' ? { text } : text)) });
const model = (text: string): unknown => ({ role: 'model', content: [{ text }] });
const request = (name: string, input: unknown, ref: string): unknown => ({ toolRequest: { name, ref, input } });
const response = (name: string, output: unknown, ref: string): unknown => ({ toolResponse: { name, ref, output } });
const echoed = (input: unknown, ref: string): unknown => ({ role: 'model', content: [request('middlewareEcho', input, ref)] });
const answered = (output: unknown, ref: string): unknown => ({ role: 'tool', content: [response('middlewareEcho', output, ref)] });

const modelEvents = (messages: number): string[] => [`a model ${messages} >`, 'old >', `b model ${messages} >`, 'b model <', 'old <', 'a model <'];
const toolEvents = ['a tool middlewareEcho >', 'b tool middlewareEcho >', 'b tool <', 'a tool <'];
const open = (turn: number): string[] => [`a generate ${turn} (${turn}) >`, `b generate ${turn} (${turn}) >`];
const close = (turn: number): string[] => [`b generate ${turn} <`, `a generate ${turn} <`];

const order: CaseTable = [
  { name: 'one call: the first is the outermost', flow: 'middlewareOrder', input: [], result: [...open(0), ...modelEvents(1), ...close(0)] },
  {
    name: 'two rounds: the next turn is inside the one before',
    flow: 'middlewareOrder',
    input: [1, 2],
    result: [...open(0), ...modelEvents(1), ...toolEvents, ...open(1), ...modelEvents(3), ...toolEvents, ...open(2), ...modelEvents(5), ...close(2), ...close(1), ...close(0)],
  },
  { name: 'variables of a middleware live as long as one generate', flow: 'middlewareState', result: [{ turns: 3, models: 3 }, { turns: 2, models: 2 }] },
];

const named = (config: unknown): unknown => ({ messages: [user('x')], config });
const references: CaseTable = [
  { name: 'by name, with its settings', flow: 'middlewareByName', input: { use: [{ name: 'middlewareNamed', config: { word: 'w' } }] }, result: named({ named: 'w', plugin: null, hasAi: 'function' }) },
  { name: 'by the reference that its call gives', flow: 'middlewareByReference', input: 'called', result: named({ named: 'w', plugin: null, hasAi: 'function' }) },
  { name: 'of a plugin, by name', flow: 'middlewareOfPlugin', inlineOnly: 'the sandbox has no plugins: there a middleware is used by the reference that its call gives, or is defined with ai.defineMiddleware', result: named({ plugin: { word: 'given' } }) },
  {
    name: 'by a name that nobody has',
    flow: 'middlewareByName',
    input: { use: [{ name: 'nobody' }] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Middleware nobody not found in registry.' },
  },
  ...[
    ['by name, settings that do not fit', { word: 1 }, 'word: must be string'],
    ['by name, settings that are missing', undefined, "(root): must have required property 'word'"],
  ].map(([name, config, issue]) => ({
    name: String(name),
    flow: 'middlewareByName',
    input: { use: [{ name: 'middlewareNamed', ...(config !== undefined && { config }) }] },
    error: { status: 'INVALID_ARGUMENT' as const, message: expect.stringContaining(`INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n- ${String(issue)}\n`) },
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
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: Middleware middlewareNamed must be called with () when used in 'use' array." },
  },
  {
    name: 'a function of a form that nobody knows',
    flow: 'middlewareByReference',
    input: 'shape',
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: unspported middleware function shape' },
  },
];

const round = (input: unknown): unknown => [request('middlewareEcho', input, '1')];
const changes: CaseTable = [
  {
    name: 'a generate hook changes the messages of each turn',
    flow: 'middlewareChanging',
    input: { what: 'messages', answers: [round('in')] },
    result: { messages: [user('go'), user('turn 0'), echoed('in', '1'), answered('in', '1'), user('turn 1'), model('["in"]')], text: '["in"]', finishReason: 'stop' },
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
    result: { messages: [user('go'), echoed('in', '1'), answered('changed in', '1'), model('["changed in"]')], text: '["changed in"]', finishReason: 'stop' },
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
      messages: [user('go'), { role: 'model', content: [request('middlewareEcho', 'drop', '1'), request('middlewareEcho', 'keep', '2')] }, answered('keep', '2'), model('["keep"]')],
    }),
  },
];

const asked = { toolRequest: { name: 'middlewareContext', ref: 'a', input: 1 }, metadata: { interrupt: { at: 'tool', name: 'middlewareContext' } } };
const interrupts: CaseTable = [
  { name: 'a tool hook asks, and is answered', flow: 'middlewareAsks', input: 'respond', result: { finishReason: 'interrupted', interrupt: asked, text: '["by hand"]' } },
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
      asked: [{ toolRequest: { name: 'middlewareContext', ref: 'b', input: 2 }, metadata: { interrupt: { message: 'Tool not in approved list: middlewareContext' } } }],
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
  { name: 'toolApproval lets pass what is approved', flow: 'middlewareApproves', input: ['middlewareEcho', 'middlewareContext'], result: { text: JSON.stringify([1, { input: 2, resumed: null }]) } },
];

const tools: CaseTable = [
  { name: 'tools of a middleware', flow: 'middlewareBrings', result: { told: ['middlewareBrought'], text: '[42]' } },
  {
    name: 'two middlewares with one tool',
    flow: 'middlewareBringsTwice',
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: Cannot provide two tools with the same name: 'middlewareBrought' and 'middlewareBrought'" },
  },
];

const FORMS = ['v1', 'v2'] as const;
const retries: CaseTable = [
  ...FORMS.flatMap((form): CaseTable => [
    { name: `retry ${form}: until it succeeds`, flow: 'middlewareRetries', input: { form, fails: 2, status: 'UNAVAILABLE' }, result: { text: 'try 3', errors: ['1: UNAVAILABLE: try 1', '2: UNAVAILABLE: try 2'] } },
    {
      name: `retry ${form}: three times at most`,
      flow: 'middlewareRetries',
      input: { form, fails: 9, status: 'ABORTED' },
      result: {
        error: expect.objectContaining({ status: 'ABORTED', message: 'ABORTED: try 4', details: { retryAfterMs: 1 } }),
        errors: [1, 2, 3].map((count) => `${count}: ABORTED: try ${count}`),
      },
    },
    { name: `retry ${form}: maxRetries`, flow: 'middlewareRetries', input: { form, fails: 9, status: 'ABORTED', options: { maxRetries: 1 } }, result: expect.objectContaining({ errors: ['1: ABORTED: try 1'] }) },
    ...['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'ABORTED', 'INTERNAL'].map((status) => ({
      name: `retry ${form}: ${status} is worth a try`,
      flow: 'middlewareRetries',
      input: { form, fails: 1, status },
      result: { text: 'try 2', errors: [`1: ${status}: try 1`] },
    })),
    ...['INVALID_ARGUMENT', 'NOT_FOUND', 'PERMISSION_DENIED', 'UNKNOWN', 'DATA_LOSS'].map((status) => ({
      name: `retry ${form}: ${status} is not`,
      flow: 'middlewareRetries',
      input: { form, fails: 1, status },
      result: { error: expect.objectContaining({ status, message: `${status}: try 1` }), errors: [] },
    })),
    { name: `retry ${form}: statuses of the call`, flow: 'middlewareRetries', input: { form, fails: 1, status: 'UNKNOWN', options: { statuses: ['UNKNOWN'] } }, result: { text: 'try 2', errors: ['1: UNKNOWN: try 1'] } },
    { name: `retry ${form}: an error of the language always is`, flow: 'middlewareRetries', input: { form, fails: 1, plain: true, options: { statuses: [] } }, result: { text: 'try 2', errors: ['1: plain words'] } },
  ]),
  { name: 'retry by name', flow: 'middlewareRetries', input: { form: 'name', fails: 1, status: 'UNAVAILABLE' }, result: { text: 'try 2', errors: [] } },
  {
    name: 'retry by name: settings that do not fit',
    flow: 'middlewareRetries',
    input: { form: 'name', fails: 0, options: { maxRetries: 0 } },
    result: { error: expect.objectContaining({ status: 'INVALID_ARGUMENT', message: expect.stringContaining('- maxRetries: must be > 0\n') }), errors: [] },
  },
];

const unavailable = { status: 'UNAVAILABLE', temperature: 1 };
const fallbacks: CaseTable = [
  ...FORMS.flatMap((form): CaseTable => [
    { name: `fallback ${form}: the next model`, flow: 'middlewareFalls', input: { form, models: ['mirror'], config: unavailable }, result: { config: unavailable, errors: ['UNAVAILABLE: bad'] } },
    {
      name: `fallback ${form}: one after the other`,
      flow: 'middlewareFalls',
      input: { form, models: ['middlewareWorse', 'mirror'], config: unavailable },
      result: { config: unavailable, errors: ['UNAVAILABLE: bad', 'UNAVAILABLE: worse'] },
    },
    {
      name: `fallback ${form}: the last error, where none answers`,
      flow: 'middlewareFalls',
      input: { form, models: ['middlewareWorse'], config: { ...unavailable, worse: 'ABORTED' } },
      result: { error: expect.objectContaining({ status: 'ABORTED', message: 'ABORTED: worse' }), errors: ['UNAVAILABLE: bad', 'ABORTED: worse'] },
    },
    {
      name: `fallback ${form}: an error of another kind ends it`,
      flow: 'middlewareFalls',
      input: { form, models: ['middlewareWorse', 'mirror'], config: { ...unavailable, worse: 'DATA_LOSS' } },
      result: { error: expect.objectContaining({ status: 'DATA_LOSS', message: 'DATA_LOSS: worse' }), errors: ['UNAVAILABLE: bad'] },
    },
    ...['DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'ABORTED', 'INTERNAL', 'NOT_FOUND', 'UNIMPLEMENTED'].map((status) => ({
      name: `fallback ${form}: ${status} asks another`,
      flow: 'middlewareFalls',
      input: { form, models: ['mirror'], config: { status } },
      result: { config: { status }, errors: [`${status}: bad`] },
    })),
    ...['INVALID_ARGUMENT', 'PERMISSION_DENIED', 'UNKNOWN'].map((status) => ({
      name: `fallback ${form}: ${status} does not`,
      flow: 'middlewareFalls',
      input: { form, models: ['mirror'], config: { status } },
      result: { error: expect.objectContaining({ status, message: `${status}: bad` }), errors: [] },
    })),
    {
      name: `fallback ${form}: statuses of the call`,
      flow: 'middlewareFalls',
      input: { form, models: ['mirror'], config: { status: 'UNKNOWN' }, options: { statuses: ['UNKNOWN'] } },
      result: { config: { status: 'UNKNOWN' }, errors: ['UNKNOWN: bad'] },
    },
    {
      name: `fallback ${form}: a model that is not there, and then one that is`,
      flow: 'middlewareFalls',
      input: { form, models: ['nobody/knows', 'mirror'], config: unavailable },
      result: { config: unavailable, errors: ['UNAVAILABLE: bad', "NOT_FOUND: Model 'nobody/knows' not found"] },
    },
  ]),
  {
    name: "fallback v2: the reference's configuration and version over the request's",
    flow: 'middlewareFalls',
    input: { form: 'v2', models: [{ name: 'mirror', version: 'v3', config: { temperature: 2 } }], config: { ...unavailable, version: 'v1' } },
    result: { config: { status: 'UNAVAILABLE', temperature: 2, version: 'v3' }, errors: ['UNAVAILABLE: bad'] },
  },
  {
    name: "fallback v2: isolateConfig gives the reference's alone",
    flow: 'middlewareFalls',
    input: { form: 'v2', models: [{ name: 'mirror', config: { temperature: 2 } }], config: unavailable, options: { isolateConfig: true } },
    result: { config: { temperature: 2 }, errors: ['UNAVAILABLE: bad'] },
  },
];

const first = (name: string, { result, ...input }: { which: string; settings?: unknown; options?: unknown; result: unknown }): CaseTable[number] => ({
  name,
  flow: 'middlewareFirstForm',
  input,
  result: expect.objectContaining({ messages: result }),
});
const unsupported = (name: string, { supports, options, words }: { supports: unknown; options: unknown; words: string }): CaseTable[number] => ({
  name,
  flow: 'middlewareFirstForm',
  input: { which: 'support', settings: { name: 'm', supports }, options },
  error: { status: 'INVALID_ARGUMENT', message: expect.stringMatching(new RegExp(`^Model 'm' does not support ${words}\\. Request: \\{`)) },
});
const dot = { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } };
const docs = [{ content: [{ text: 'one' }], metadata: { key: 'k' } }, { content: [{ text: 'two' }] }];
const schema = { type: 'object', properties: { n: { type: 'number' } } };
const firstForm: CaseTable = [
  first('simulateSystemPrompt', {
    which: 'system',
    options: { system: 'be kind' },
    result: [user('SYSTEM INSTRUCTIONS:\n', 'be kind'), model('Understood.'), user('x')],
  }),
  first('simulateSystemPrompt in own words', {
    which: 'system',
    settings: { preface: 'P', acknowledgement: 'A' },
    options: { system: 'be kind' },
    result: [user('P', 'be kind'), model('A'), user('x')],
  }),
  first('simulateSystemPrompt without a system message', { which: 'system', result: [user('x')] }),
  first('augmentWithContext', {
    which: 'context',
    options: { docs },
    result: [user('x', { text: '\n\nUse the following information to complete your task:\n\n- [0]: one\n- [1]: two\n\n', metadata: { purpose: 'context' } })],
  }),
  first('augmentWithContext: a key to cite', {
    which: 'context',
    settings: { preface: null, citationKey: 'key' },
    options: { docs: docs.slice(0, 1) },
    result: [user('x', { text: '- [k]: one\n\n', metadata: { purpose: 'context' } })],
  }),
  first('augmentWithContext: no citations', {
    which: 'context',
    settings: { preface: '', citationKey: null },
    options: { docs: docs.slice(0, 1) },
    result: [user('x', { text: '- one\n\n', metadata: { purpose: 'context' } })],
  }),
  first('augmentWithContext: a template of its own', {
    which: 'cited',
    options: { docs },
    result: [user('x', { text: 'Facts:<0 one><1 two>\n', metadata: { purpose: 'context' } })],
  }),
  {
    name: 'simulateConstrainedGeneration',
    flow: 'middlewareFirstForm',
    input: { which: 'constrained', options: { output: { jsonSchema: schema } } },
    result: {
      messages: [
        user('x', {
          text: `Output should be in JSON format and conform to the following schema:\n\n\`\`\`\n${JSON.stringify(schema)}\n\`\`\`\n`,
          metadata: { purpose: 'output' },
        }),
      ],
      output: { constrained: false },
    },
  },
  first('simulateConstrainedGeneration in own words', {
    which: 'constrainedOwn',
    options: { output: { jsonSchema: schema } },
    result: [user('x', { text: `Fit ${JSON.stringify(schema)}`, metadata: { purpose: 'output' } })],
  }),
  first('validateSupport lets pass what is supported, or not known', { which: 'support', settings: { name: 'm' }, options: { prompt: [dot] }, result: [user(dot)] }),
  unsupported('validateSupport: media', { supports: { media: false }, options: { prompt: [dot] }, words: 'media, but media was provided' }),
  unsupported('validateSupport: tools', { supports: { tools: false }, options: { tools: ['middlewareEcho'] }, words: 'tool use, but tools were provided' }),
  unsupported('validateSupport: several messages', { supports: { multiturn: false }, options: { system: 's' }, words: 'multiple messages, but 2 were provided' }),
  first('downloadRequestMedia leaves what is at hand', { which: 'download', options: { prompt: [dot] }, result: [user(dot)] }),
  first('downloadRequestMedia leaves what its filter says', {
    which: 'downloadFiltered',
    options: { prompt: [{ media: { url: 'https://leave.example/a.png' } }] },
    result: [user({ media: { url: 'https://leave.example/a.png' } })],
  }),
  {
    name: 'downloadRequestMedia fetches nothing of private networks',
    flow: 'middlewareFirstForm',
    input: { which: 'download', options: { prompt: [{ media: { url: 'http://127.0.0.1:9/a.png' } }] } },
    error: { status: 'PERMISSION_DENIED', message: expect.stringContaining('127.0.0.1') },
  },
];

const ofFiles: CaseTable = [
  {
    name: 'filesystem: lists and reads; what was read follows as a message',
    flow: 'middlewareReads',
    input: {
      requests: [
        ['list_files', { dirPath: '' }],
        ['list_files', { dirPath: '', recursive: true }],
        ['read_file', { filePath: 'notes.txt' }],
        ['read_file', { filePath: 'dot.png' }],
      ],
    },
    result: {
      told: ['list_files', 'read_file'],
      messages: [
        {
          role: 'tool',
          content: [
            response('list_files', [
              { path: 'dot.png', isDirectory: false },
              { path: 'notes.txt', isDirectory: false },
              { path: 'sub', isDirectory: true },
            ], '0'),
            response('list_files', [
              { path: 'dot.png', isDirectory: false },
              { path: 'notes.txt', isDirectory: false },
              { path: 'sub', isDirectory: true },
              { path: 'sub/inner.txt', isDirectory: false },
            ], '1'),
            response('read_file', 'File notes.txt read successfully, see contents below', '2'),
            response('read_file', 'File dot.png read successfully, see contents below', '3'),
          ],
        },
        user('<read_file path="notes.txt">\none\ntwo\n\n</read_file>', '\n\nread_file result image/png dot.png', { media: { url: 'data:image/png;base64,iVBORw0KGgo=', contentType: 'image/png' } }),
      ],
    },
  },
  {
    name: 'filesystem: a prefix, and failures as outputs',
    flow: 'middlewareReads',
    input: {
      prefix: 'my_',
      requests: [
        ['my_read_file', { filePath: 'nowhere.txt' }],
        ['my_read_file', { filePath: '../ai.ts' }],
        ['my_list_files', { dirPath: 'notes.txt' }],
      ],
    },
    result: {
      told: ['my_list_files', 'my_read_file'],
      messages: [
        {
          role: 'tool',
          content: [
            response('my_read_file', "Tool 'my_read_file' failed: ENOENT: nowhere.txt", '0'),
            response('my_read_file', "Tool 'my_read_file' failed: Access denied: Path is outside of root directory.", '1'),
            response('my_list_files', "Tool 'my_list_files' failed: ENOTDIR: notes.txt", '2'),
          ],
        },
      ],
    },
  },
  {
    name: 'filesystem: writes',
    flow: 'middlewareWrites',
    input: [['write_file', { filePath: 'a/b.txt', content: 'one two' }]],
    result: { told: ['list_files', 'read_file', 'write_file', 'search_and_replace'], outputs: ['File a/b.txt written successfully.'], content: 'one two' },
  },
  { name: 'filesystem: without a root', flow: 'middlewareRootless', error: { status: 'INVALID_ARGUMENT', message: expect.stringMatching(/rootDirectory/) } },
  {
    name: 'skills: told in the system message, and read',
    flow: 'middlewareSkills',
    input: ['baking', 'plain'],
    result: {
      system: {
        role: 'system',
        content: [
          { text: 'Be kind.' },
          {
            text: '<skills>\nYou have access to a library of skills that serve as specialized instructions/personas.\nStrongly prefer to use them when working on anything related to them.\nOnly use them once to load the context.\nHere are the available skills:\n - baking - How to bake\n - plain\n</skills>',
            metadata: { 'skills-instructions': true },
          },
        ],
      },
      outputs: ['---\nname: baking\ndescription: How to bake\n---\nUse an oven.\n', 'No front matter.\n'],
      systems: 1,
    },
  },
  {
    name: 'skills: one that is not there',
    flow: 'middlewareSkillFails',
    input: 'sewing',
    error: { status: 'NOT_FOUND', message: "NOT_FOUND: Failed to read skill 'sewing': ENOENT" },
  },
  {
    name: 'skills: a name that leads out',
    flow: 'middlewareSkillFails',
    input: '../files',
    error: { status: 'PERMISSION_DENIED', message: 'PERMISSION_DENIED: Access denied: Path is outside of skills directory.' },
  },
  {
    name: 'artifacts: written and read again',
    flow: 'middlewareArtifacts',
    input: false,
    result: {
      told: ['read_artifact', 'write_artifact'],
      outputs: ["Artifact 'a' written successfully.", 'text', "There is no artifact 'b'."],
      first: { role: 'system', content: [{ text: expect.stringContaining('<artifacts>'), metadata: { 'artifacts-instructions': true } }] },
    },
  },
  { name: 'artifacts: read only', flow: 'middlewareArtifacts', input: true, result: { told: ['read_artifact'], outputs: ["There is no artifact 'a'."], first: user('go') } },
];

/** Middleware of both forms: order, state, references, the built-in ones. */
export const middlewareTable: CaseTable = [...order, ...references, ...changes, ...interrupts, ...tools, ...retries, ...fallbacks, ...firstForm, ...ofFiles];
