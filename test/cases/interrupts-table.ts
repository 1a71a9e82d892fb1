import { expect } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { waitForInterrupts, type CaseTable } from './case-table.ts';
import { marked, model, request, response, says, text, tool } from './message-json.ts';

const interrupted = { finishReason: 'interrupted', finishMessage: 'One or more tool calls resulted in interrupts.' };
const asksTwo = says(
  request('toolsAdd', { left: 1, right: 2 }, '1'),
  request('toolsAsk', { question: 'a?' }, '2'),
  request('toolsAsk', { question: 'b?' }, '3'),
);

/** Questions, and their answers from outside. */
export const interruptsTable: CaseTable = [
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
    drive: async (handle: FlowHandle): Promise<void> => {
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
    drive: async (handle: FlowHandle): Promise<void> => {
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
          ...tool(
            response('toolsPay', '1', 'paid 5, told true, replaced null'),
            response('toolsPay', '2', 'paid 60, told {"sure":true}, replaced {"amount":6}'),
          ),
          metadata: { resumed: { why: 'approved' } },
        },
        model(expect.anything()),
      ],
    }),
  },
  {
    name: 'answers that do not fit are refused and change nothing, and one answer is enough',
    flow: 'toolsWaitsForReplies',
    input: says(
      request('toolsAsk', { question: 'a?' }, '1'),
      request('toolsAsk', { question: 'b?' }, '2'),
      request('toolsPay', { amount: 5 }, '3'),
    ),
    drive: async (handle: FlowHandle): Promise<void> => {
      await waitForInterrupts(handle, 3);
      await expect(handle.respond('toolsAsk', { yes: true })).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message:
          "INVALID_ARGUMENT: Several calls of 'toolsAsk' wait for an answer: say which by its ref. Waiting: toolsAsk#1, toolsAsk#2, toolsPay#3.",
      });
      await expect(handle.respond('toolsAsk#1', { no: 1 })).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message: expect.stringContaining("must have required property 'yes'"),
      });
      await expect(handle.respond('toolsOther', 1)).rejects.toMatchObject({
        status: 'NOT_FOUND',
        message: "NOT_FOUND: No interrupt 'toolsOther' waits for an answer in this run. Waiting: toolsAsk#1, toolsAsk#2, toolsPay#3.",
      });
      await expect(handle.restart('toolsAsk#1')).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message: "INVALID_ARGUMENT: The tool 'toolsAsk' only asks and has nothing to run again: answer it with respond.",
      });
      await expect(handle.restart('toolsPay', { input: { amount: 'much' } })).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message: expect.stringContaining('amount: must be number'),
      });
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
    drive: async (handle: FlowHandle): Promise<void> => {
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
    drive: async (handle: FlowHandle): Promise<void> => {
      await waitForInterrupts(handle);
      await handle.respond('toolsAsk', { yes: true });
    },
    result: '[3,{"yes":true}]',
  },
  {
    name: 'a model may ask again after each answer',
    flow: 'toolsAsksTwice',
    drive: async (handle: FlowHandle): Promise<void> => {
      await waitForInterrupts(handle);
      await handle.respond('toolsAsk', { yes: true });
      await waitUntil(
        'it asks again',
        async () => (await handle.interrupts())[0]?.input !== undefined && JSON.stringify(await handle.interrupts()).includes('second?'),
      );
      await handle.respond('toolsAsk', { yes: false });
      await handle.result();
      await expect(handle.respond('toolsAsk', { yes: true })).rejects.toMatchObject({ status: 'NOT_FOUND' });
    },
    result: '[{"yes":true},{"yes":false}]',
  },
  {
    name: 'a run that waits for an answer can be cancelled',
    flow: 'toolsAsksTwice',
    drive: async (handle: FlowHandle): Promise<void> => {
      await waitForInterrupts(handle);
      await handle.cancel('enough');
    },
    error: { status: 'CANCELLED', message: expect.stringMatching(/^CANCELLED: (enough|the run was cancelled)$/) },
    differs: 'Temporal gives a cancelled run no reason',
  },
  {
    name: 'waiting has an end',
    flow: 'toolsWaitTimesOut',
    error: { status: 'DEADLINE_EXCEEDED', message: "DEADLINE_EXCEEDED: no event 'reply/toolsAsk#1' arrived in time" },
  },
  {
    name: 'waiting for what is no interrupt',
    flow: 'toolsWaitsForNoInterrupt',
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: waitForReply: the request of tool 'toolsAsk' is no interrupt. Pass one of `response.interrupts`.",
    },
  },
];
