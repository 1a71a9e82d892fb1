import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

const user = (text: string): unknown => ({ role: 'user', content: [{ text }] });
const model = (text: string): unknown => ({ role: 'model', content: [{ text }] });

/** Agents, called in flows. */
export const agentsTable: CaseTable = [
  {
    name: 'a conversation whose client keeps it',
    flow: 'agentsTalk',
    result: {
      texts: ['first'],
      text: 'second',
      finishReason: 'stop',
      same: true,
      messages: [user('one'), model('first'), user('two'), model('second')],
    },
  },
  {
    name: 'a conversation that is kept in a store, with a question',
    flow: 'agentsKeep',
    result: {
      asked: 'interrupted',
      text: 'done',
      branch: expect.objectContaining({ status: 'INVALID_ARGUMENT' }) as unknown,
      kept: ['user', 'model', 'tool', 'model'],
      status: 'completed',
      continues: true,
    },
  },
  {
    name: 'turns that fail, and that are detached',
    flow: 'agentsCount',
    result: {
      failed: expect.objectContaining({ status: 'INTERNAL', message: 'no luck' }) as unknown,
      status: 'completed',
      finishReason: 'stop',
      count: 2,
      later: 3,
      aborted: 'completed',
    },
  },
  {
    name: 'a session id for an agent without a store',
    flow: 'agentsMisuse',
    error: {
      status: 'FAILED_PRECONDITION',
      message:
        "FAILED_PRECONDITION: Cannot use 'sessionId' with agent 'agentsTalker': this agent has no store configured " +
        "(client-managed state). Send 'state' instead.",
    },
  },
];
