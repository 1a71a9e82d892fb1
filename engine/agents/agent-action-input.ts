import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';

/** What an agent's action is called with. */
export interface AgentActionCall {
  readonly init?: AgentInit | undefined;
  readonly inputs: readonly AgentInput[];
}

/** The one key of an action's input that is more than one agent's input. */
const CALL = '$agent';

/** The input of `/agent/<name>`: one agent's input for a new conversation, as in Genkit, and wrapped where there is more to say. */
export function toAgentActionInput({ init = {}, inputs }: AgentActionCall): unknown {
  const [only] = inputs;
  if (inputs.length === 1 && Object.keys(init).length === 0) return only;
  return { [CALL]: { init, inputs } };
}

/** The other way. */
export function fromAgentActionInput(value: unknown): AgentActionCall {
  if (typeof value === 'object' && value !== null && CALL in value) return value[CALL] as AgentActionCall;
  return { inputs: [value ?? {}] };
}
