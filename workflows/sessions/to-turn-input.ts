import type { AgentInput } from '../../schemas/agent-input.ts';
import type { TurnInput } from '../../schemas/session-turn.ts';

/** A text is a user's message. */
export function toTurnInput(input: TurnInput): AgentInput {
  return typeof input === 'string' ? { message: { role: 'user', content: [{ text: input }] } } : input;
}
