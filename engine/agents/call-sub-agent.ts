import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { Engine } from '../engine.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { runInvocation } from './run-invocation.ts';
import { toInputs } from './start-invocation.ts';

/** One turn of an agent that another one calls. */
export interface SubAgentCall {
  readonly input: AgentInput;
  readonly init?: AgentInit | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  /** Default: the context around the call. */
  readonly context?: ActionContext | undefined;
}

/** The one way from an agent to an agent below it. In flow code the turn is a part of its flow. A turn that fails is an output. */
export async function callSubAgent(engine: Engine, definition: AgentDefinition, call: SubAgentCall): Promise<AgentOutput> {
  const { input, ...invocation } = call;
  return await runInvocation(engine, definition, { ...invocation, inputs: toInputs([input]) });
}
