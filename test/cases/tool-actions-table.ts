import { expect } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { waitForInterrupts, type CaseTable } from './case-table.ts';
import { marked, request, response, tool } from './message-json.ts';

/** Other things that are tools: flows, prompts, dynamic tools, tools of a provider. */
export const toolActionsTable: CaseTable = [
  { name: 'a flow is a tool, by function and by name', flow: 'toolsFlowAsTool', input: 4, result: ['[8]', '[8]'] },
  { name: 'a failing flow fails the call', flow: 'toolsFlowAsTool', input: -1, error: { status: 'INTERNAL', message: '-1 is below zero' } },
  {
    name: 'the interrupt of a flow surfaces at the top, and its restart runs the flow again',
    flow: 'toolsFlowAsks',
    drive: async (handle: FlowHandle): Promise<void> => {
      const [asked] = await waitForInterrupts(handle);
      expect(asked).toEqual({
        name: 'toolsAskingChild',
        ref: '1',
        input: { n: 4 },
        interrupt: { sum: '[5]' },
        restartable: true,
        tool: 'toolsAskingChild',
      });
      await handle.restart('toolsAskingChild', { resumed: { by: 'Ada' } });
    },
    result: [[marked(request('toolsAskingChild', { n: 4 }, '1'), { interrupt: { sum: '[5]' } })], '["[5] with {\\"by\\":\\"Ada\\"}"]'],
  },
  {
    name: 'the interrupt of a flow may be answered in its place',
    flow: 'toolsFlowAsks',
    drive: async (handle: FlowHandle): Promise<void> => {
      await waitForInterrupts(handle);
      await handle.respond('toolsAskingChild', 'answered by hand');
    },
    result: [[marked(request('toolsAskingChild', { n: 4 }, '1'), { interrupt: { sum: '[5]' } })], '["answered by hand"]'],
  },
  {
    name: 'a prompt is a tool: it gives its request, filled in',
    flow: 'toolsPromptAsTool',
    result: [
      tool(
        response('toolsPrompt', '1', {
          messages: [{ role: 'user', content: [{ text: 'Greet Ada' }] }],
          config: { answers: ['said by the prompt'] },
        }),
      ),
    ],
  },
  { name: "the call's context reaches a flow that is a tool", flow: 'toolsChildContext', result: '[{"app":"cases","auth":"grace"}]' },
  { name: 'all tools of a provider', flow: 'toolsProvided', input: 'toolsProvider:tool/*', result: '[["one",1],["two",2]]' },
  {
    name: 'one tool of a provider',
    flow: 'toolsProvided',
    input: 'toolsProvider:tool/provided_one',
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Tool provided_two not found' },
  },
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
    drive: async (handle: FlowHandle): Promise<void> => {
      await waitForInterrupts(handle);
      await handle.restart('tells-blue', { resumed: 1 });
    },
    result: [[marked(request('tells-blue', {}, '1'), { interrupt: { door: 'blue' } })], '[{"context":{"app":"cases"},"resumed":1}]'],
  },
  {
    name: 'a dynamic tool without a function interrupts',
    flow: 'toolsDynamicAsks',
    result: [{ interrupt: true }, { interrupt: { form: 1 } }],
  },
];
