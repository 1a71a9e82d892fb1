import { expect } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { waitForInterrupts, type CaseTable } from './case-table.ts';

const unresolved = (call: string): unknown =>
  expect.objectContaining({
    status: 'INVALID_ARGUMENT',
    message:
      `INVALID_ARGUMENT: Unresolved tool request '${call}' was not handled by the 'resume' argument. ` +
      "You must supply replies or restarts for all interrupted tool requests.'",
  });

const parallel = {
  asked: [
    [
      ['delegationLeaf', { question: 'one?' }],
      ['delegationTwice', { question: 'first?' }],
    ],
    [['delegationTwice', { question: 'second?' }]],
  ],
  outputs: [{ response: '["delegationLeaf a"]' }, { response: '["delegationTwice a","delegationTwice b"]' }],
};

const instructions = `<sub-agents>
You can delegate tasks to specialized sub-agents using their delegation tools:
  - delegate_to_delegationFailing: No description available.
  - delegate_to_delegationNobody: is not there
  - delegate_to_delegationHearer: hears

When a task is better handled by a specialized agent, delegate it using the appropriate tool. Provide a clear, self-contained task description.
</sub-agents>`;

/** Agents that give tasks to agents: the `agents` middleware, and agents as tools. */
export const delegationTable: CaseTable = [
  {
    name: 'a question two levels below surfaces at the top, and its answer goes down',
    flow: 'delegationNested',
    result: {
      asked: 'interrupted',
      calls: ['ask_delegationKeeper'],
      questions: [{ way: ['delegationKeeper', 'delegationLeaf'], name: 'toolsAsk', input: { question: 'one?' } }],
      ended: 'stop',
      text: '[{"response":"kept"}]',
      open: 0,
      roles: ['system', 'user', 'model', 'tool', 'model'],
    },
  },
  { name: 'two at once ask, answered in order; one asks once more', flow: 'delegationParallel', input: 'forwards', result: parallel },
  { name: 'two at once ask, answered the other way round', flow: 'delegationParallel', input: 'backwards', result: parallel },
  {
    name: 'an answer is missing',
    flow: 'delegationUnanswered',
    result: { failed: unresolved('delegate_to_delegationTwice#2'), shallow: unresolved('toolsAsk#a'), finishReason: 'interrupted' },
  },
  {
    name: 'an agent as a tool; one restart for all that is asked below',
    flow: 'delegationTool',
    result: {
      tools: [
        {
          name: 'delegationPayer',
          description: '',
          inputSchema: {
            type: 'object',
            properties: { task: { type: 'string', description: 'A clear, self-contained description of the task to delegate.' } },
            required: ['task'],
            additionalProperties: true,
          },
        },
      ],
      questions: [{ name: 'toolsPay', way: ['delegationPayer'] }],
      text: '[{"response":"paid"}]',
    },
  },
  {
    name: 'the questions of sub-agents are answered from outside, by the way to them',
    flow: 'delegationWaits',
    drive: async (handle: FlowHandle): Promise<void> => {
      const asked = await waitForInterrupts(handle, 2);
      expect(asked.map(({ name, ref }) => `${name}#${ref}`)).toEqual(['toolsAsk#x/a', 'toolsAsk#y/m/a']);
      await handle.respond('toolsAsk#y/m/a', { yes: false });
      await waitForInterrupts(handle, 1);
      await handle.respond('toolsAsk', { yes: true });
    },
    result: [{ response: '[{"yes":true}]' }, { response: 'kept' }],
  },
  {
    name: 'failures, unknown agents, a limit, and what is told of the conversation',
    flow: 'delegationWords',
    result: {
      system: {
        role: 'system',
        content: [{ text: 'Be kind.' }, { text: instructions, metadata: { 'agents-middleware-instructions': true } }],
      },
      results: [
        { response: "Error calling agent 'delegationFailing': no luck" },
        { response: "Error: Agent 'delegationNobody' not found in registry." },
        { response: "Error calling agent 'delegationHearer': a delegation needs a `task`, a text." },
        { response: '[["model",{"text":"so"}],["user",{"text":"h"}]]' },
        { response: 'Delegation limit reached (4). Complete the task using information already gathered.' },
      ],
    },
  },
  {
    name: 'artifacts that the model sees',
    flow: 'delegationArtifacts',
    input: 'inline',
    result: { told: ['dig'], same: true, named: true, parts: [{ text: 'dig' }], source: 'delegationMaker' },
  },
  {
    name: 'artifacts that the model knows by name',
    flow: 'delegationArtifacts',
    input: 'session',
    result: { told: [null], same: true, named: true, parts: [{ text: 'dig' }], source: 'delegationMaker' },
  },
];
