import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { marked, model, request, response, text, tool } from './message-json.ts';

const asked = (...content: unknown[]): unknown[] => [{ role: 'user', content: 'go' }, model(...content)];
const noModelMessage =
  "FAILED_PRECONDITION: Cannot 'resume' generation unless the previous message is a model message with at least one tool request.";
const unresolved = (call: string): string =>
  `INVALID_ARGUMENT: Unresolved tool request '${call}' was not handled by the 'resume' argument. You must supply replies or restarts for all interrupted tool requests.'`;

/** `resume`. */
export const resumeTable: CaseTable = [
  {
    name: 'tools build replies and restarts',
    flow: 'toolsRespondsItself',
    result: {
      respond: marked(response('toolsAsk', '1', { yes: true }), { interruptResponse: { by: 'Ada' } }),
      restart: [
        marked(request('toolsPay', { amount: 1 }, '2'), { resumed: true }),
        marked(request('toolsPay', { amount: 20 }, '3'), { resumed: { sure: true }, replacedInput: { amount: 2 } }),
      ],
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
      messages: asked(
        ...[0, '', false, null].map((pendingOutput, ref) => marked(request('toolsSame', pendingOutput, `${ref}`), { pendingOutput })),
        marked(request('toolsAsk', { question: 'ok?' }, 'q'), { interrupt: true }),
      ),
      resume: { respond: response('toolsAsk', 'q', { yes: true }) },
    },
    result: {
      messages: [
        { role: 'user', content: [{ text: 'go' }] },
        model(
          ...[0, '', false, null].map((input, ref) => request('toolsSame', input, `${ref}`)),
          marked(request('toolsAsk', { question: 'ok?' }, 'q'), { resolvedInterrupt: true }),
        ),
        {
          ...tool(
            ...[0, '', false, null].map((output, ref) => marked(response('toolsSame', `${ref}`, output), { source: 'pending' })),
            response('toolsAsk', 'q', { yes: true }),
          ),
          metadata: { resumed: true },
        },
      ],
      text: '[0,"",false,null,{"yes":true}]',
      chunks: [
        {
          role: 'tool',
          index: 0,
          content: [
            ...[0, '', false, null].map((output, ref) => marked(response('toolsSame', `${ref}`, output), { source: 'pending' })),
            response('toolsAsk', 'q', { yes: true }),
          ],
        },
        { role: 'model', index: 1, content: [{ text: '[0,"",false,null,{"yes":true}]' }] },
      ],
    },
  },
  {
    name: 'pending content and metadata of a multipart tool',
    flow: 'toolsResumes',
    input: {
      messages: asked(
        marked(request('toolsMultipart', 'x', '1'), {
          pendingOutput: 'x',
          pendingContent: [{ text: 'about x' }],
          pendingMetadata: { took: 1 },
        }),
      ),
      resume: {},
    },
    result: expect.objectContaining({
      messages: expect.arrayContaining([
        {
          ...tool({
            toolResponse: { name: 'toolsMultipart', ref: '1', output: 'x', content: [{ text: 'about x' }] },
            metadata: { took: 1, source: 'pending' },
          }),
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
  {
    name: 'resume after a user message',
    flow: 'toolsResumes',
    input: { prompt: 'go', resume: { respond: [] } },
    error: { status: 'FAILED_PRECONDITION', message: noModelMessage },
  },
  {
    name: 'resume after a message without requests',
    flow: 'toolsResumes',
    input: { messages: asked(text('x')), resume: { respond: [] } },
    error: { status: 'FAILED_PRECONDITION', message: noModelMessage },
  },
  {
    name: 'a request that nobody answers',
    flow: 'toolsResumes',
    input: {
      messages: asked(marked(request('toolsAsk', {}, '1'), { interrupt: true }), marked(request('toolsPay', {}, '2'), { interrupt: true })),
      resume: { respond: response('toolsAsk', '1', { yes: true }) },
    },
    error: { status: 'INVALID_ARGUMENT', message: unresolved('toolsPay#2') },
  },
  {
    name: 'a request without a ref that nobody answers',
    flow: 'toolsResumes',
    input: {
      messages: asked({ toolRequest: { name: 'toolsAsk', input: {} }, metadata: { interrupt: true } }),
      resume: { respond: response('toolsAsk', '1', { yes: true }) },
    },
    error: { status: 'INVALID_ARGUMENT', message: unresolved('toolsAsk') },
  },
  {
    name: 'a restart that asks again',
    flow: 'toolsResumes',
    input: {
      messages: asked(marked(request('toolsPay', { amount: 1 }, '1'), { interrupt: true })),
      resume: { restart: request('toolsPay', { amount: 1 }, '1') },
    },
    error: {
      status: 'FAILED_PRECONDITION',
      message: 'FAILED_PRECONDITION: One or more tools triggered an interrupt during a restarted execution.',
    },
  },
  {
    name: 'a restart that fails',
    flow: 'toolsResumes',
    input: {
      messages: asked(marked(request('toolsFails', 'oh', '1'), { interrupt: true })),
      resume: { restart: request('toolsFails', 'oh', '1') },
    },
    error: { status: 'INTERNAL', message: 'oh' },
  },
  {
    name: 'a response that a hook drops leaves its request without an answer',
    flow: 'toolsResumeLosesResponse',
    error: { status: 'INVALID_ARGUMENT', message: unresolved('toolsPay#1') },
  },
];
