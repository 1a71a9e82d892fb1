import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Engine } from '../engine.ts';
import { subAgentInterruptOf, toShownInterrupts, toSubAgentAnswers, type SubAgentInterrupt } from '../tools/sub-agent-interrupt.ts';
import { ToolInterruptError } from '../tools/tool-interrupt-error.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { callSubAgent, type SubAgentCall } from './call-sub-agent.ts';

/** A task for another agent. */
export interface Delegation {
  readonly task: string;
  /** What the agent is told of the conversation before. Only for agents without a store. */
  readonly history?: readonly MessageData[] | undefined;
  /** Where the call is run again: what its answer was. */
  readonly resumed?: unknown;
  /** Where the call is run again: what it said when it interrupted. */
  readonly interrupt?: unknown;
  readonly abortSignal?: AbortSignal | undefined;
  readonly context?: ActionContext | undefined;
}

/**
 * Has another agent do a task. Where a tool below asks, it interrupts with a `SubAgentInterrupt`; run again with the answers, the agent goes
 * on from where it stood.
 */
export async function delegate(engine: Engine, definition: AgentDefinition, delegation: Delegation): Promise<AgentOutput> {
  const { resumed, interrupt, abortSignal, context } = delegation;
  const waiting = resumed === undefined ? undefined : subAgentInterruptOf(interrupt);
  const call = waiting?.agent === definition.name ? toResume(waiting, resumed) : toStart(delegation);
  const output = await callSubAgent(engine, definition, { ...call, abortSignal, context });
  const { finishReason, message, sessionId, snapshotId, state } = output;
  const interrupts = finishReason === 'interrupted' && message !== undefined ? toShownInterrupts(message) : [];
  if (interrupts.length === 0) return output;
  const asked: SubAgentInterrupt = {
    agent: definition.name,
    ...(sessionId !== undefined && { sessionId }),
    ...(snapshotId === undefined ? { state } : { snapshotId }),
    interrupts,
  };
  throw new ToolInterruptError({ ...asked });
}

function toStart({ task, history = [] }: Delegation): SubAgentCall {
  return {
    input: { message: { role: 'user', content: [{ text: task }] } },
    ...(history.length > 0 && { init: { state: { messages: [...history] } } }),
  };
}

function toResume(waiting: SubAgentInterrupt, resumed: unknown): SubAgentCall {
  const { sessionId, snapshotId, state } = waiting;
  const { respond, restart } = toSubAgentAnswers(waiting, resumed);
  const init = snapshotId === undefined ? { state } : { snapshotId, ...(sessionId !== undefined && { sessionId }) };
  return { init, input: { resume: { respond: [...respond], restart: [...restart] } } };
}
