import type { MessageData } from '../../schemas/message.ts';
import type { Part, ToolRequest, ToolRequestPart, ToolResponsePart } from '../../schemas/part.ts';
import type { SessionState } from '../../schemas/session-state.ts';

/** What the call of a sub-agent says when a tool below it has asked: where the sub-agent stands, and what is asked. JSON. */
export interface SubAgentInterrupt {
  readonly agent: string;
  readonly sessionId?: string | undefined;
  /** Where the agent has a store. */
  readonly snapshotId?: string | undefined;
  /** Where it has none: its whole conversation. */
  readonly state?: SessionState | undefined;
  /** The requests that wait; a call of an agent among them has its own in its metadata, without `state`. */
  readonly interrupts: readonly ToolRequestPart[];
}

/** Answers to the requests of a sub-agent, as the `resumed` of its call. */
export interface SubAgentAnswers {
  readonly respond: readonly ToolResponsePart[];
  readonly restart: readonly ToolRequestPart[];
}

/** Narrows what a call said when it interrupted; undefined where it was not a sub-agent's. */
export function subAgentInterruptOf(interrupt: unknown): SubAgentInterrupt | undefined {
  if (typeof interrupt !== 'object' || interrupt === null) return undefined;
  const { agent, interrupts } = interrupt as Partial<SubAgentInterrupt>;
  return typeof agent === 'string' && Array.isArray(interrupts) ? (interrupt as SubAgentInterrupt) : undefined;
}

/** The answers in a `resumed`. Any other value is none: it is handed down to every request, which is run again with it. */
export function toSubAgentAnswers({ interrupts }: SubAgentInterrupt, resumed: unknown): SubAgentAnswers {
  const { respond, restart } = (typeof resumed === 'object' && resumed !== null ? resumed : {}) as Partial<Record<string, unknown>>;
  if (respond === undefined && restart === undefined) {
    return { respond: [], restart: interrupts.map(({ toolRequest }) => ({ toolRequest, metadata: { resumed } })) };
  }
  return { respond: toList(respond) as ToolResponsePart[], restart: toList(restart) as ToolRequestPart[] };
}

function toList(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}

/** The first request, at any depth, that `resumed` has no answer for. */
export function findUnanswered(interrupt: SubAgentInterrupt, resumed: unknown): ToolRequestPart | undefined {
  const { respond, restart } = toSubAgentAnswers(interrupt, resumed);
  for (const part of interrupt.interrupts) {
    if (respond.some(({ toolResponse }) => isSameCall(toolResponse, part.toolRequest))) continue;
    const again = restart.find(({ toolRequest }) => isSameCall(toolRequest, part.toolRequest));
    if (again === undefined) return part;
    const below = subAgentInterruptOf(part.metadata?.['interrupt']);
    const unanswered = below && findUnanswered(below, again.metadata?.['resumed'] ?? true);
    if (unanswered !== undefined) return unanswered;
  }
  return undefined;
}

/** Whether two parts speak of one call. */
export function isSameCall(one: Pick<ToolRequest, 'name' | 'ref'>, other: Pick<ToolRequest, 'name' | 'ref'>): boolean {
  return one.name === other.name && one.ref === other.ref;
}

/** The requests of a message that wait for an answer, as the caller of the agent sees them: the states below stay where they are. */
export function toShownInterrupts({ content }: MessageData): ToolRequestPart[] {
  return content.filter(isWaiting).map(withoutState);
}

function isWaiting(part: Part): part is ToolRequestPart {
  return 'toolRequest' in part && Boolean(part.metadata?.['interrupt']);
}

function withoutState({ toolRequest, metadata = {} }: ToolRequestPart): ToolRequestPart {
  return { toolRequest, metadata: { ...metadata, interrupt: toShownInterrupt(metadata['interrupt']) } };
}

/** What a call said, without the conversation of a sub-agent: deep down it would be there once for each level above, and settled it is of no use. */
export function toShownInterrupt(interrupt: unknown): unknown {
  const below = subAgentInterruptOf(interrupt);
  if (below === undefined) return interrupt;
  const { state: _kept, ...shown } = below;
  return shown;
}
