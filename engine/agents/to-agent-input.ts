import type { AgentInput } from '../../schemas/agent-input.ts';

/** What is said to an agent; a text is a user's message. */
export function toAgentInput(input: string | AgentInput): AgentInput {
  return typeof input === 'string' ? { message: { role: 'user', content: [{ text: input }] } } : input;
}
