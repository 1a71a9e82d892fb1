import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@jest/globals';
import { waitUntil } from '../setup/wait-until.ts';
import { waitForInterrupts, type CaseTable } from './case-table.ts';

type Json = Record<string, unknown>;
const request = (name: string, input: unknown, ref: string): Json => ({ toolRequest: { name, ref, input } });
const marked = (part: Json, metadata: Json): Json => ({ ...part, metadata });
const response = (name: string, ref: string, output: unknown): Json => ({ toolResponse: { name, ref, output } });
const model = (...content: unknown[]): Json => ({ role: 'model', content });
const tool = (...content: unknown[]): Json => ({ role: 'tool', content });
const text = (words: string): Json => ({ text: words });
const says = (...content: unknown[]): Json => ({ config: { answers: [content] } });
const stop = { finishReason: 'stop' };
const interrupted = { finishReason: 'interrupted', finishMessage: 'One or more tool calls resulted in interrupts.' };
const invalid = (key: string, problem: string): unknown => expect.stringMatching(new RegExp(`^INVALID_ARGUMENT: .*${key}.*Schema validation failed\\. Parse Errors:\\n\\n- ${problem}\\n\\n`, 's'));

const calls: CaseTable = [
  {
    name: 'a round: the request, the response, the answer',
    flow: 'toolsGenerate',
    input: says(request('toolsAdd', { left: 1, right: 2 }, 'a')),
    result: { messages: [model(request('toolsAdd', { left: 1, right: 2 }, 'a')), tool(response('toolsAdd', 'a', 3)), model(text('[3]'))], ...stop },
  },
  {
    name: 'a request without a ref',
    flow: 'toolsGenerate',
    input: says({ toolRequest: { name: 'toolsSame', input: 1 } }),
    result: { messages: [model({ toolRequest: { name: 'toolsSame', input: 1 } }), tool({ toolResponse: { name: 'toolsSame', output: 1 } }), model(text('[1]'))], ...stop },
  },
  {
    name: 'text beside the requests stays in the message',
    flow: 'toolsGenerate',
    input: says(text('let me see'), request('toolsSame', 1, '1'), text('and so')),
    result: { messages: [model(text('let me see'), request('toolsSame', 1, '1'), text('and so')), tool(response('toolsSame', '1', 1)), model(text('[1]'))], ...stop },
  },
  {
    name: 'tools run in parallel, and their responses stand in the order of the requests',
    flow: 'toolsGenerate',
    input: says(request('toolsWaits', 'order', '1'), request('toolsSame', 2, '2'), request('toolsOpens', 'order', '3')),
    result: {
      messages: [
        model(request('toolsWaits', 'order', '1'), request('toolsSame', 2, '2'), request('toolsOpens', 'order', '3')),
        tool(response('toolsWaits', '1', 'waited'), response('toolsSame', '2', 2), response('toolsOpens', '3', 'opened')),
        model(text('["waited",2,"opened"]')),
      ],
      ...stop,
    },
  },
  { name: 'falsy outputs are outputs', flow: 'toolsText', input: says(...[0, '', false].map((input, ref) => request('toolsSame', input, `${ref}`))), result: '[0,"",false]' },
  { name: 'a tool by its name', flow: 'toolsText', input: { ...says(request('toolsAdd', { left: 1, right: 2 }, '1')), tools: ['toolsAdd'] }, result: '[3]' },
  { name: 'a tool by its key', flow: 'toolsText', input: { ...says(request('toolsAdd', { left: 1, right: 2 }, '1')), tools: ['/tool/toolsAdd'] }, result: '[3]' },
  { name: 'a tool by its second key, /tool.v2', flow: 'toolsText', input: { ...says(request('toolsAdd', { left: 1, right: 2 }, '1')), tools: ['/tool.v2/toolsAdd'] }, result: '[3]' },
  { name: 'a multipart tool by its name', flow: 'toolsText', input: { ...says(request('toolsMultipart', 'x', '1')), tools: ['toolsMultipart'] }, result: '["x"]' },
  {
    name: 'a name that leads nowhere',
    flow: 'toolsText',
    input: { tools: ['toolsNowhere'] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Unable to resolve tool: toolsNowhere' },
  },
  {
    name: 'something that is no tool',
    flow: 'toolsNotOne',
    error: {
      status: 'INVALID_ARGUMENT',
      message: 'INVALID_ARGUMENT: Unable to resolve tool: it is neither a tool, flow, prompt or other action of this app nor the name of one.',
    },
  },
  {
    name: 'a tool that the model made up',
    flow: 'toolsText',
    input: says(request('toolsMadeUp', {}, '1')),
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Tool toolsMadeUp not found' },
  },
  { name: 'a long name is called by what stands after its slash', flow: 'toolsText', input: says(request('same', 'hi', '1')), result: '["hi"]' },
  {
    name: 'two tools with one short name',
    flow: 'toolsSameName',
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: Cannot provide two tools with the same name: 'toolsOther/same' and 'toolsHost/same'" },
  },
  {
    name: 'what the model is told of tools',
    flow: 'toolsDefinitions',
    result: [
      {
        name: 'toolsAdd',
        description: 'adds',
        inputSchema: expect.objectContaining({ type: 'object', required: ['left', 'right'], $schema: 'http://json-schema.org/draft-07/schema#' }),
        outputSchema: expect.objectContaining({ type: 'number' }),
      },
      { name: 'toolsJsonSchema', description: 'has plain schemas', inputSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } },
      { name: 'same', description: 'has a long name', metadata: { originalName: 'toolsHost/same' } },
      { name: 'toolsMultipart', description: 'gives parts', outputSchema: expect.anything() },
      { name: 'toolsAsk', description: 'asks', inputSchema: expect.anything(), outputSchema: expect.objectContaining({ required: ['yes'] }) },
      { name: 'toolsChild', description: 'a flow', inputSchema: expect.anything(), outputSchema: expect.objectContaining({ type: 'number' }) },
    ],
  },
  {
    name: 'content and metadata of a multipart tool',
    flow: 'toolsGenerate',
    input: says(request('toolsMultipart', 'x', '1')),
    result: {
      messages: [
        model(request('toolsMultipart', 'x', '1')),
        tool({
          toolResponse: { name: 'toolsMultipart', ref: '1', output: 'x', content: [{ text: 'about x' }, { media: { url: 'data:image/png;base64,AA==' } }] },
          metadata: { took: 1 },
        }),
        model(text('["x"]')),
      ],
      ...stop,
    },
  },
  {
    name: 'a multipart tool that gives no object',
    flow: 'toolsText',
    input: says(request('toolsWrongMultipart', 'x', '1')),
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: The multipart tool 'toolsWrongMultipart' must give an object { output?, content?, metadata? }." },
  },
  { name: 'a tool that gives nothing', flow: 'toolsText', input: says(request('toolsNothing', {}, '1')), result: '[null]' },
  { name: 'a tool is a function as well', flow: 'toolsCalledDirectly', result: [3, expect.objectContaining({ output: 'x', metadata: { took: 1 } }), 'INVALID_ARGUMENT'] },
  {
    name: 'a tool that interrupts outside of generate throws',
    flow: 'toolsInterruptsDirectly',
    result: [true, expect.objectContaining({ status: 'FAILED_PRECONDITION' })],
    differs: 'a class name survives no border',
  },
  {
    name: 'a tool knows its surroundings',
    flow: 'toolsText',
    context: { auth: 'ada' },
    input: says(marked(request('toolsSurroundings', {}, '1'), { signature: 's' })),
    result: JSON.stringify([{ context: { app: 'cases', auth: 'ada' }, resumed: null, metadata: { signature: 's' }, streamingRequested: false, aborted: false }]),
  },
  {
    name: 'the input of a tool is held against its schema',
    flow: 'toolsText',
    input: says(request('toolsAdd', { left: 'one', right: 2 }, '1')),
    error: { status: 'INVALID_ARGUMENT', message: expect.stringMatching(/Schema validation failed\. Parse Errors:\n\n- left: must be number\n\nProvided data:/), details: { errors: [{ path: 'left', message: 'must be number' }] } },
  },
  {
    name: 'the input is held against a plain JSON schema',
    flow: 'toolsText',
    input: says(request('toolsJsonSchema', {}, '1')),
    error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining("- (root): must have required property 'n'"), details: { errors: [{ path: '(root)' }] } },
  },
  {
    name: 'the output of a tool is held against its schema',
    flow: 'toolsText',
    input: says(request('toolsWrongOutput', {}, '1')),
    error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('Parse Errors:\n\n- (root): must be number\n\nProvided data:\n\n"text"') },
  },
];

const failures: CaseTable = [
  { name: 'a failing tool ends the call with its own words', flow: 'toolsText', input: says(request('toolsFails', 'out of range', '1')), error: { status: 'INTERNAL', message: 'out of range', step: 'toolsFails' } },
  { name: 'a failing tool keeps its status', flow: 'toolsText', input: says(request('toolsFailsWithStatus', {}, '1')), error: { status: 'NOT_FOUND', message: 'no such user', step: 'toolsFailsWithStatus' } },
  {
    name: 'of two failing tools the first in order counts, whichever failed first, and the others finish',
    flow: 'toolsSiblingsFinish',
    input: 'siblings',
    result: ['failed behind siblings', true],
  },
  {
    name: "toolErrors 'return' of the call tells the model",
    flow: 'toolsGenerate',
    input: { ...says(request('toolsFails', 'out of range', '1'), request('toolsFailsWithStatus', {}, '2'), request('toolsSame', 3, '3')), toolErrors: 'return' },
    result: {
      messages: [
        model(request('toolsFails', 'out of range', '1'), request('toolsFailsWithStatus', {}, '2'), request('toolsSame', 3, '3')),
        tool(
          marked(response('toolsFails', '1', { error: { status: 'INTERNAL', message: 'out of range' } }), { error: true }),
          marked(response('toolsFailsWithStatus', '2', { error: { status: 'NOT_FOUND', message: 'no such user' } }), { error: true }),
          response('toolsSame', '3', 3),
        ),
        model(text('[{"error":{"status":"INTERNAL","message":"out of range"}},{"error":{"status":"NOT_FOUND","message":"no such user"}},3]')),
      ],
      ...stop,
    },
  },
  { name: "toolErrors 'return' of the tool tells the model", flow: 'toolsText', input: says(request('toolsReturnsErrors', 'oh', '1')), result: '[{"error":{"status":"INTERNAL","message":"oh"}}]' },
  {
    name: "toolErrors 'return' of a tool by name tells the model",
    flow: 'toolsText',
    input: { ...says(request('toolsReturnsErrors', 'oh', '1')), tools: ['toolsReturnsErrors'] },
    result: '[{"error":{"status":"INTERNAL","message":"oh"}}]',
  },
  { name: "toolErrors 'throw' of the tool wins over the call's", flow: 'toolsText', input: { ...says(request('toolsThrowsErrors', 'oh', '1')), toolErrors: 'return' }, error: { status: 'INTERNAL', message: 'oh' } },
  { name: 'a failure beside an interrupt is thrown', flow: 'toolsText', input: says(request('toolsAsk', { question: 'ok?' }, '1'), request('toolsFails', 'oh', '2')), error: { status: 'INTERNAL', message: 'oh' } },
  { name: 'a tool that the model made up is an error also where errors are returned', flow: 'toolsText', input: { ...says(request('toolsMadeUp', {}, '1')), toolErrors: 'return' }, error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Tool toolsMadeUp not found' } },
];

const otherActions: CaseTable = [
  { name: 'a flow is a tool, by function and by name', flow: 'toolsFlowAsTool', input: 4, result: ['[8]', '[8]'] },
  { name: 'a failing flow fails the call', flow: 'toolsFlowAsTool', input: -1, error: { status: 'INTERNAL', message: '-1 is below zero' } },
  {
    name: "the interrupt of a flow surfaces at the top, and its restart runs the flow again",
    flow: 'toolsFlowAsks',
    drive: async (handle) => {
      const [asked] = await waitForInterrupts(handle);
      expect(asked).toEqual({ name: 'toolsAskingChild', ref: '1', input: { n: 4 }, interrupt: { sum: '[5]' }, restartable: true, tool: 'toolsAskingChild' });
      await handle.restart('toolsAskingChild', { resumed: { by: 'Ada' } });
    },
    result: [[marked(request('toolsAskingChild', { n: 4 }, '1'), { interrupt: { sum: '[5]' } })], '["[5] with {\\"by\\":\\"Ada\\"}"]'],
  },
  {
    name: 'the interrupt of a flow may be answered in its place',
    flow: 'toolsFlowAsks',
    drive: async (handle) => {
      await waitForInterrupts(handle);
      await handle.respond('toolsAskingChild', 'answered by hand');
    },
    result: [[marked(request('toolsAskingChild', { n: 4 }, '1'), { interrupt: { sum: '[5]' } })], '["answered by hand"]'],
  },
  { name: 'a prompt is a tool', flow: 'toolsPromptAsTool', result: [tool(response('toolsPrompt', '1', expect.anything()))] },
  { name: 'a dynamic tool reads what is around it', flow: 'toolsDynamic', input: 10, result: '[30,40]' },
  {
    name: 'a dynamic tool writes what is around it',
    flow: 'toolsDynamicWrites',
    journaled: 'calls of a tool may run at once, and what they write would be lost on its way back to the sandbox',
    result: ['[3,7]', 7],
  },
  {
    name: 'a dynamic tool with a made name has context, and interrupts',
    flow: 'toolsDynamicSurroundings',
    input: { door: 'blue' },
    drive: async (handle) => {
      await waitForInterrupts(handle);
      await handle.restart('tells-blue', { resumed: 1 });
    },
    result: [[marked(request('tells-blue', {}, '1'), { interrupt: { door: 'blue' } })], '[{"context":{"app":"cases"},"resumed":1}]'],
  },
  { name: 'a dynamic tool without a function interrupts', flow: 'toolsDynamicAsks', result: [{ interrupt: true }, { interrupt: { form: 1 } }] },
];

const asksTwo = says(request('toolsAdd', { left: 1, right: 2 }, '1'), request('toolsAsk', { question: 'a?' }, '2'), request('toolsAsk', { question: 'b?' }, '3'));

const interrupts: CaseTable = [
  {
    name: 'interrupts mark their requests, finished siblings wait with their output',
    flow: 'toolsGenerate',
    input: says(
      text('hm'),
      request('toolsAdd', { left: 1, right: 2 }, '1'),
      request('toolsAsk', { question: 'ok?' }, '2'),
      request('toolsAskWith', {}, '3'),
      request('toolsAskComputed', { question: 'why' }, '4'),
      request('toolsPay', { amount: 5 }, '5'),
      request('toolsAsksBarely', {}, '6'),
      request('toolsMultipart', 'x', '7'),
      marked(request('toolsSame', 0, '8'), { signature: 's' }),
    ),
    result: {
      messages: [
        model(
          text('hm'),
          marked(request('toolsAdd', { left: 1, right: 2 }, '1'), { pendingOutput: 3 }),
          marked(request('toolsAsk', { question: 'ok?' }, '2'), { interrupt: true }),
          marked(request('toolsAskWith', {}, '3'), { interrupt: { form: 'yes or no' } }),
          marked(request('toolsAskComputed', { question: 'why' }, '4'), { interrupt: { shown: 'WHY' } }),
          marked(request('toolsPay', { amount: 5 }, '5'), { interrupt: { confirm: 5 } }),
          marked(request('toolsAsksBarely', {}, '6'), { interrupt: true }),
          marked(request('toolsMultipart', 'x', '7'), {
            pendingOutput: 'x',
            pendingContent: [{ text: 'about x' }, { media: { url: 'data:image/png;base64,AA==' } }],
            pendingMetadata: { took: 1 },
          }),
          marked(request('toolsSame', 0, '8'), { signature: 's', pendingOutput: 0 }),
        ),
      ],
      ...interrupted,
    },
  },
  {
    name: 'an interrupt by name asks in the same way',
    flow: 'toolsGenerate',
    input: { ...says(request('toolsAsk', { question: 'ok?' }, '2')), tools: ['toolsAsk'] },
    result: { messages: [model(marked(request('toolsAsk', { question: 'ok?' }, '2'), { interrupt: true }))], ...interrupted },
  },
  {
    name: 'the input of an interrupt is held against its schema',
    flow: 'toolsText',
    input: says(request('toolsAsk', { question: 7 }, '2')),
    error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('- question: must be string') },
  },
  {
    name: 'several questions are answered from outside, in any order',
    flow: 'toolsWaitsForReplies',
    input: asksTwo,
    drive: async (handle) => {
      expect(await waitForInterrupts(handle, 2)).toEqual([
        { name: 'toolsAsk', ref: '2', input: { question: 'a?' }, interrupt: true, restartable: false, tool: 'toolsAsk' },
        { name: 'toolsAsk', ref: '3', input: { question: 'b?' }, interrupt: true, restartable: false, tool: 'toolsAsk' },
      ]);
      await handle.respond('toolsAsk#3', { yes: false }, { metadata: { by: 'Ada' } });
      await waitForInterrupts(handle, 1);
      await handle.respond({ name: 'toolsAsk', ref: '2' }, { yes: true });
    },
    result: {
      asked: [
        marked(request('toolsAdd', { left: 1, right: 2 }, '1'), { pendingOutput: 3 }),
        marked(request('toolsAsk', { question: 'a?' }, '2'), { interrupt: true }),
        marked(request('toolsAsk', { question: 'b?' }, '3'), { interrupt: true }),
      ],
      finishReason: 'interrupted',
      rest: [
        model(
          request('toolsAdd', { left: 1, right: 2 }, '1'),
          marked(request('toolsAsk', { question: 'a?' }, '2'), { resolvedInterrupt: true }),
          marked(request('toolsAsk', { question: 'b?' }, '3'), { resolvedInterrupt: true }),
        ),
        {
          ...tool(
            marked(response('toolsAdd', '1', 3), { source: 'pending' }),
            marked(response('toolsAsk', '2', { yes: true }), { interruptResponse: true }),
            marked(response('toolsAsk', '3', { yes: false }), { interruptResponse: { by: 'Ada' } }),
          ),
          metadata: { resumed: true },
        },
        model(text('[3,{"yes":true},{"yes":false}]')),
      ],
      text: '[3,{"yes":true},{"yes":false}]',
    },
  },
  {
    name: 'a part of the response names an interrupt, and a restart may replace the input',
    flow: 'toolsWaitsForReplies',
    input: { ...says(request('toolsPay', { amount: 5 }, '1'), request('toolsPay', { amount: 6 }, '2')), metadata: { why: 'approved' } },
    drive: async (handle) => {
      await waitForInterrupts(handle, 2);
      await handle.restart({ toolRequest: { name: 'toolsPay', ref: '1' } });
      await handle.restart('toolsPay#2', { resumed: { sure: true }, input: { amount: 60 } });
    },
    result: expect.objectContaining({
      rest: [
        model(
          marked(request('toolsPay', { amount: 5 }, '1'), { resolvedInterrupt: { confirm: 5 } }),
          marked(request('toolsPay', { amount: 6 }, '2'), { resolvedInterrupt: { confirm: 6 } }),
        ),
        {
          ...tool(response('toolsPay', '1', 'paid 5, told true, replaced null'), response('toolsPay', '2', 'paid 60, told {"sure":true}, replaced {"amount":6}')),
          metadata: { resumed: { why: 'approved' } },
        },
        model(expect.anything()),
      ],
    }),
  },
  {
    name: 'answers that do not fit are refused and change nothing, and one answer is enough',
    flow: 'toolsWaitsForReplies',
    input: says(request('toolsAsk', { question: 'a?' }, '1'), request('toolsAsk', { question: 'b?' }, '2'), request('toolsPay', { amount: 5 }, '3')),
    drive: async (handle) => {
      await waitForInterrupts(handle, 3);
      await expect(handle.respond('toolsAsk', { yes: true })).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message: "INVALID_ARGUMENT: Several calls of 'toolsAsk' wait for an answer: say which by its ref. Waiting: toolsAsk#1, toolsAsk#2, toolsPay#3.",
      });
      await expect(handle.respond('toolsAsk#1', { no: 1 })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringContaining("must have required property 'yes'") });
      await expect(handle.respond('toolsOther', 1)).rejects.toMatchObject({
        status: 'NOT_FOUND',
        message: "NOT_FOUND: No interrupt 'toolsOther' waits for an answer in this run. Waiting: toolsAsk#1, toolsAsk#2, toolsPay#3.",
      });
      await expect(handle.restart('toolsAsk#1')).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message: "INVALID_ARGUMENT: The tool 'toolsAsk' only asks and has nothing to run again: answer it with respond.",
      });
      await expect(handle.restart('toolsPay', { input: { amount: 'much' } })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringContaining('amount: must be number') });
      await handle.respond('toolsAsk#1', { yes: true });
      await expect(handle.respond('toolsAsk#1', { yes: false })).rejects.toMatchObject({
        status: 'NOT_FOUND',
        message: "NOT_FOUND: No interrupt 'toolsAsk#1' waits for an answer in this run. Waiting: toolsAsk#2, toolsPay#3.",
      });
      await handle.respond('toolsAsk', { yes: false });
      await handle.respond('toolsPay', 'paid by hand');
    },
    result: expect.objectContaining({ text: '[{"yes":true},{"yes":false},"paid by hand"]' }),
  },
  {
    name: 'a restarted tool may ask again: then the call fails and says what was asked',
    flow: 'toolsWaitsForReplies',
    input: says(request('toolsPay', { amount: 5 }, '1')),
    drive: async (handle) => {
      await waitForInterrupts(handle);
      await handle.restart('toolsPay', { resumed: { again: true } });
    },
    error: {
      status: 'FAILED_PRECONDITION',
      message: 'FAILED_PRECONDITION: One or more tools triggered an interrupt during a restarted execution.',
      details: { interrupts: [{ toolRequest: { name: 'toolsPay', ref: '1' }, metadata: { interrupt: { confirm: 5 } } }] },
    },
  },
  {
    name: 'a journaled flow waits for answers as well',
    flow: 'toolsJournaledReplies',
    journaled: 'its durability is journal',
    drive: async (handle) => {
      await waitForInterrupts(handle);
      await handle.respond('toolsAsk', { yes: true });
    },
    result: '[3,{"yes":true}]',
  },
  { name: 'waiting has an end', flow: 'toolsWaitTimesOut', error: { status: 'DEADLINE_EXCEEDED', message: "DEADLINE_EXCEEDED: no event 'reply/toolsAsk#1' arrived in time" } },
  {
    name: 'waiting for what is no interrupt',
    flow: 'toolsWaitsForNoInterrupt',
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: waitForReply: the request of tool 'toolsAsk' is no interrupt. Pass one of `response.interrupts`." },
  },
];

const asked = (...content: unknown[]): unknown[] => [{ role: 'user', content: 'go' }, model(...content)];
const noModelMessage = "FAILED_PRECONDITION: Cannot 'resume' generation unless the previous message is a model message with at least one tool request.";
const unresolved = (call: string): string =>
  `INVALID_ARGUMENT: Unresolved tool request '${call}' was not handled by the 'resume' argument. You must supply replies or restarts for all interrupted tool requests.'`;

const resumes: CaseTable = [
  {
    name: 'tools build replies and restarts',
    flow: 'toolsRespondsItself',
    result: {
      respond: marked(response('toolsAsk', '1', { yes: true }), { interruptResponse: { by: 'Ada' } }),
      restart: [marked(request('toolsPay', { amount: 1 }, '2'), { resumed: true }), marked(request('toolsPay', { amount: 20 }, '3'), { resumed: { sure: true }, replacedInput: { amount: 2 } })],
      text: JSON.stringify([{ yes: true }, 'paid 1, told true, replaced null', 'paid 20, told {"sure":true}, replaced {"amount":2}']),
    },
  },
  {
    name: 'tools check replies and restarts',
    flow: 'toolsWrongAnswers',
    result: [
      expect.stringMatching(/^INVALID_ARGUMENT: .*Schema validation failed\. Parse Errors: - \(root\): must have required property 'yes'/),
      expect.stringMatching(/^INVALID_ARGUMENT: .*Schema validation failed\. Parse Errors: - amount: must be number$/),
      'INVALID_ARGUMENT: An interrupt is answered with the tool request part that it came as: one of `response.interrupts`.',
    ],
  },
  {
    name: 'falsy pending outputs are kept; the tool message is streamed first',
    flow: 'toolsResumes',
    input: {
      messages: asked(...[0, '', false, null].map((pendingOutput, ref) => marked(request('toolsSame', pendingOutput, `${ref}`), { pendingOutput })), marked(request('toolsAsk', { question: 'ok?' }, 'q'), { interrupt: true })),
      resume: { respond: response('toolsAsk', 'q', { yes: true }) },
    },
    result: {
      messages: [
        { role: 'user', content: [{ text: 'go' }] },
        model(...[0, '', false, null].map((input, ref) => request('toolsSame', input, `${ref}`)), marked(request('toolsAsk', { question: 'ok?' }, 'q'), { resolvedInterrupt: true })),
        {
          ...tool(...[0, '', false, null].map((output, ref) => marked(response('toolsSame', `${ref}`, output), { source: 'pending' })), response('toolsAsk', 'q', { yes: true })),
          metadata: { resumed: true },
        },
      ],
      text: '[0,"",false,null,{"yes":true}]',
      chunks: [
        { role: 'tool', index: 0, content: [...[0, '', false, null].map((output, ref) => marked(response('toolsSame', `${ref}`, output), { source: 'pending' })), response('toolsAsk', 'q', { yes: true })] },
        { role: 'model', index: 1, content: [{ text: '[0,"",false,null,{"yes":true}]' }] },
      ],
    },
  },
  {
    name: 'pending content and metadata of a multipart tool',
    flow: 'toolsResumes',
    input: {
      messages: asked(marked(request('toolsMultipart', 'x', '1'), { pendingOutput: 'x', pendingContent: [{ text: 'about x' }], pendingMetadata: { took: 1 } })),
      resume: {},
    },
    result: expect.objectContaining({
      messages: expect.arrayContaining([
        {
          ...tool({ toolResponse: { name: 'toolsMultipart', ref: '1', output: 'x', content: [{ text: 'about x' }] }, metadata: { took: 1, source: 'pending' } }),
          metadata: { resumed: true },
        },
      ]),
    }),
  },
  {
    name: 'a restart needs the tool, which may be another call than the one before',
    flow: 'toolsResumes',
    input: {
      messages: asked(marked(request('toolsPay', { amount: 1 }, '1'), { interrupt: true })),
      resume: { restart: [marked(request('toolsPay', { amount: 1 }, '1'), { resumed: { by: 'me' } })], metadata: { a: 1 } },
    },
    result: expect.objectContaining({ text: '["paid 1, told {\\"by\\":\\"me\\"}, replaced null"]' }),
  },
  { name: 'resume after a user message', flow: 'toolsResumes', input: { prompt: 'go', resume: { respond: [] } }, error: { status: 'FAILED_PRECONDITION', message: noModelMessage } },
  { name: 'resume after a message without requests', flow: 'toolsResumes', input: { messages: asked(text('x')), resume: { respond: [] } }, error: { status: 'FAILED_PRECONDITION', message: noModelMessage } },
  {
    name: 'a request that nobody answers',
    flow: 'toolsResumes',
    input: { messages: asked(marked(request('toolsAsk', {}, '1'), { interrupt: true }), marked(request('toolsPay', {}, '2'), { interrupt: true })), resume: { respond: response('toolsAsk', '1', { yes: true }) } },
    error: { status: 'INVALID_ARGUMENT', message: unresolved('toolsPay#2') },
  },
  {
    name: 'a request without a ref that nobody answers',
    flow: 'toolsResumes',
    input: { messages: asked({ toolRequest: { name: 'toolsAsk', input: {} }, metadata: { interrupt: true } }), resume: { respond: response('toolsAsk', '1', { yes: true }) } },
    error: { status: 'INVALID_ARGUMENT', message: unresolved('toolsAsk') },
  },
  {
    name: 'a restart that asks again',
    flow: 'toolsResumes',
    input: { messages: asked(marked(request('toolsPay', { amount: 1 }, '1'), { interrupt: true })), resume: { restart: request('toolsPay', { amount: 1 }, '1') } },
    error: { status: 'FAILED_PRECONDITION', message: 'FAILED_PRECONDITION: One or more tools triggered an interrupt during a restarted execution.' },
  },
  {
    name: 'a restart that fails',
    flow: 'toolsResumes',
    input: { messages: asked(marked(request('toolsFails', 'oh', '1'), { interrupt: true })), resume: { restart: request('toolsFails', 'oh', '1') } },
    error: { status: 'INTERNAL', message: 'oh' },
  },
  { name: 'a response that a hook drops leaves its request without an answer', flow: 'toolsResumeLosesResponse', error: { status: 'INVALID_ARGUMENT', message: unresolved('toolsPay#1') } },
];

const files = [1, 2].map((number) => path.join(tmpdir(), `durakit-cases-${process.pid}-${number}`));

const cancels: CaseTable = [
  {
    name: 'a cancelled run stops all its tools, and no model hears of it',
    flow: 'toolsCancelled',
    input: files,
    drive: async (handle) => {
      await waitUntil('both tools run', () => files.every((file) => existsSync(file)));
      await handle.cancel('enough');
    },
    result: 'CANCELLED',
  },
];

/** Tools, interrupts, resume. */
export const toolsTable: CaseTable = [...calls, ...failures, ...otherActions, ...interrupts, ...resumes, ...cancels];
