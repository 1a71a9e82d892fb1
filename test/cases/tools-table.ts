import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { marked, model, request, response, says, text, tool } from './message-json.ts';

const stop = { finishReason: 'stop' };

/** Tools: what they get and give. */
export const toolsTable: CaseTable = [
  {
    name: 'a round: the request, the response, the answer',
    flow: 'toolsGenerate',
    input: says(request('toolsAdd', { left: 1, right: 2 }, 'a')),
    result: {
      messages: [model(request('toolsAdd', { left: 1, right: 2 }, 'a')), tool(response('toolsAdd', 'a', 3)), model(text('[3]'))],
      ...stop,
    },
  },
  {
    name: 'a request without a ref',
    flow: 'toolsGenerate',
    input: says({ toolRequest: { name: 'toolsSame', input: 1 } }),
    result: {
      messages: [
        model({ toolRequest: { name: 'toolsSame', input: 1 } }),
        tool({ toolResponse: { name: 'toolsSame', output: 1 } }),
        model(text('[1]')),
      ],
      ...stop,
    },
  },
  {
    name: 'text beside the requests stays in the message',
    flow: 'toolsGenerate',
    input: says(text('let me see'), request('toolsSame', 1, '1'), text('and so')),
    result: {
      messages: [
        model(text('let me see'), request('toolsSame', 1, '1'), text('and so')),
        tool(response('toolsSame', '1', 1)),
        model(text('[1]')),
      ],
      ...stop,
    },
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
  {
    name: 'falsy outputs are outputs',
    flow: 'toolsText',
    input: says(...[0, '', false].map((input, ref) => request('toolsSame', input, `${ref}`))),
    result: '[0,"",false]',
  },
  {
    name: 'a tool by its name',
    flow: 'toolsText',
    input: { ...says(request('toolsAdd', { left: 1, right: 2 }, '1')), tools: ['toolsAdd'] },
    result: '[3]',
  },
  {
    name: 'a tool by its key',
    flow: 'toolsText',
    input: { ...says(request('toolsAdd', { left: 1, right: 2 }, '1')), tools: ['/tool/toolsAdd'] },
    result: '[3]',
  },
  {
    name: 'a tool by its second key, /tool.v2',
    flow: 'toolsText',
    input: { ...says(request('toolsAdd', { left: 1, right: 2 }, '1')), tools: ['/tool.v2/toolsAdd'] },
    result: '[3]',
  },
  {
    name: 'a multipart tool by its name',
    flow: 'toolsText',
    input: { ...says(request('toolsMultipart', 'x', '1')), tools: ['toolsMultipart'] },
    result: '["x"]',
  },
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
      message:
        'INVALID_ARGUMENT: Unable to resolve tool: it is neither a tool, flow, prompt or other action of this app nor the name of one.',
    },
  },
  {
    name: 'a tool that the model made up',
    flow: 'toolsText',
    input: says(request('toolsMadeUp', {}, '1')),
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Tool toolsMadeUp not found' },
  },
  {
    name: 'a long name is called by what stands after its slash',
    flow: 'toolsText',
    input: says(request('same', 'hi', '1')),
    result: '["hi"]',
  },
  {
    name: 'two tools with one short name',
    flow: 'toolsSameName',
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: Cannot provide two tools with the same name: 'toolsOther/same' and 'toolsHost/same'",
    },
  },
  {
    name: 'what the model is told of tools',
    flow: 'toolsDefinitions',
    result: [
      {
        name: 'toolsAdd',
        description: 'adds',
        inputSchema: expect.objectContaining({
          type: 'object',
          required: ['left', 'right'],
          $schema: 'http://json-schema.org/draft-07/schema#',
        }),
        outputSchema: expect.objectContaining({ type: 'number' }),
      },
      {
        name: 'toolsJsonSchema',
        description: 'has plain schemas',
        inputSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
      },
      { name: 'same', description: 'has a long name', metadata: { originalName: 'toolsHost/same' } },
      { name: 'toolsMultipart', description: 'gives parts', outputSchema: expect.anything() },
      {
        name: 'toolsAsk',
        description: 'asks',
        inputSchema: expect.anything(),
        outputSchema: expect.objectContaining({ required: ['yes'] }),
      },
      {
        name: 'toolsChild',
        description: 'a flow',
        inputSchema: expect.anything(),
        outputSchema: expect.objectContaining({ type: 'number' }),
      },
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
          toolResponse: {
            name: 'toolsMultipart',
            ref: '1',
            output: 'x',
            content: [{ text: 'about x' }, { media: { url: 'data:image/png;base64,AA==' } }],
          },
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
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: The multipart tool 'toolsWrongMultipart' must give an object { output?, content?, metadata? }.",
    },
  },
  { name: 'a tool that gives nothing', flow: 'toolsText', input: says(request('toolsNothing', {}, '1')), result: '[null]' },
  {
    name: 'a tool is a function as well',
    flow: 'toolsCalledDirectly',
    result: [3, expect.objectContaining({ output: 'x', metadata: { took: 1 } }), 'INVALID_ARGUMENT'],
  },
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
    result: JSON.stringify([
      { context: { app: 'cases', auth: 'ada' }, resumed: null, metadata: { signature: 's' }, streamingRequested: false, aborted: false },
    ]),
  },
  {
    name: 'the input of a tool is held against its schema',
    flow: 'toolsText',
    input: says(request('toolsAdd', { left: 'one', right: 2 }, '1')),
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/Schema validation failed\. Parse Errors:\n\n- left: must be number\n\nProvided data:/),
      details: { errors: [{ path: 'left', message: 'must be number' }] },
    },
  },
  {
    name: 'the input is held against a plain JSON schema',
    flow: 'toolsText',
    input: says(request('toolsJsonSchema', {}, '1')),
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining("- (root): must have required property 'n'"),
      details: { errors: [{ path: '(root)' }] },
    },
  },
  {
    name: 'the output of a tool is held against its schema',
    flow: 'toolsText',
    input: says(request('toolsWrongOutput', {}, '1')),
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('Parse Errors:\n\n- (root): must be number\n\nProvided data:\n\n"text"'),
    },
  },
];
