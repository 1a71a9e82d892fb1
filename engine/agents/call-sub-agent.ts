import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { currentCaller, currentContext } from '../call-action.ts';
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

/** The one way from an agent to an agent below it: in a durable run a session of its own, else right here. A turn that fails is an output. */
export async function callSubAgent(engine: Engine, definition: AgentDefinition, call: SubAgentCall): Promise<AgentOutput> {
  const { input, ...invocation } = call;
  const { name } = definition;
  const caller = currentCaller(engine, name);
  if (caller.callAgent !== undefined)
    return await caller.callAgent({ agent: name, ...call, context: call.context ?? currentContext(engine) });
  return await runInvocation(engine, definition, { ...invocation, inputs: toInputs([input]) });
}
