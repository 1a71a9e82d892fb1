import type { ActionContext } from './action-context.ts';
import type { AgentInit, AgentInput } from './agent-input.ts';
import type { AgentOutput } from './agent-output.ts';
import type { ToolRequestPart } from './part.ts';

/** The update and the signal by which a turn reaches a session; the first argument is what is said, the second may be left out. */
export const TURN_MESSAGE = 'turn';
/** The update and the signal that abort a turn. The update gives the status that the turn's snapshot had before. */
export const ABORT_MESSAGE = 'abort';
/** The query that gives a session's {@link SessionStatus}. */
export const STATUS_QUERY = 'status';
/** The query that gives the state that a session is at, as its clients see it. */
export const STATE_QUERY = 'state';

/** What becomes of a turn that comes while another one runs: it waits, it stops the other one, or it is refused. */
export const ON_BUSY = ['queue', 'interrupt', 'reject'] as const;
export type OnBusy = (typeof ON_BUSY)[number];

/** Who may add turns to a session. */
export type SessionAccess = 'owner' | 'anyone';

/** What a person or a program says: a text, or a whole input. */
export type TurnInput = string | AgentInput;

/** What may be said of a turn. JSON. */
export interface TurnOptions {
  /** Where the turn goes on. Default: at the newest completed snapshot. */
  readonly init?: AgentInit | undefined;
  readonly context?: ActionContext | undefined;
  /** Two turns of one session with the same id are one: the second gets the answer of the first. */
  readonly messageId?: string | undefined;
  /** Whether the sender listens to the turn's models, where they run in its own process. */
  readonly listens?: boolean | undefined;
  /** Default: what the session was started with, else `queue`. */
  readonly onBusy?: OnBusy | undefined;
}

/** What a turn comes to, with what a caller who reads no stream could not know. */
export interface TurnAnswer extends AgentOutput {
  /** The custom state as clients see it, where the turn has changed it. In an object, as it may be undefined. */
  readonly custom?: { readonly value?: unknown } | undefined;
}

/** When a session's run ends although nobody has ended it. */
export interface SessionLimits {
  /** An idle session ends and is started again by its next turn. Default one hour. */
  readonly idleMilliseconds?: number | undefined;
  /** After so many turns the session goes on in a new run. Default: when Temporal suggests it. */
  readonly turnsPerRun?: number | undefined;
}

/** A turn that a run hands on to the next. */
export interface CarriedTurn {
  readonly input: AgentInput;
  readonly options: TurnOptions;
}

/** The second argument of an agent's workflow; the first is the first turn, where there is one. */
export interface SessionEnvelope extends TurnOptions {
  /** The run is one turn, and its result is the turn's output: for agents without a store, and for agents that others call. */
  readonly once?: boolean | undefined;
  readonly limits?: SessionLimits | undefined;
  /** Where the run goes on for another one. */
  readonly carried?: CarriedSession | undefined;
}

/** What a run hands on to the next, beside what is in the rows. */
export interface CarriedSession {
  readonly turns: readonly CarriedTurn[];
  /** Questions of the newest snapshot that wait for an answer. */
  readonly asked: readonly ToolRequestPart[];
  /** Of the turn that asked. */
  readonly askedContext?: ActionContext | undefined;
  readonly counts: SessionCounts;
  /** Signals that nobody has waited for yet, oldest first. */
  readonly events?: readonly (readonly [name: string, payload: unknown])[] | undefined;
}

/** Over all runs since the session was last woken. */
export interface SessionCounts {
  readonly turns: number;
  readonly tokens: number;
}

/** Details of the refusal of a session that moves to a new run: the same turn, sent again, finds it there. */
export const MOVING_DETAILS = { isMoving: true } as const;

/** Whether these are {@link MOVING_DETAILS}. */
export function isMoving(details: unknown): boolean {
  return typeof details === 'object' && details !== null && 'isMoving' in details && details.isMoving === true;
}

/** Which turn is meant; without an id the one that runs. */
export interface AbortTarget {
  readonly snapshotId?: string | undefined;
  readonly messageId?: string | undefined;
}

/** How a session is doing. */
export interface SessionStatus extends SessionCounts {
  /** `waiting`: for an answer to a tool's question. */
  readonly state: 'idle' | 'running' | 'waiting';
  readonly sessionId: string;
  /** Turns that wait for the one that runs. */
  readonly queued: number;
  /** The snapshot of the turn that runs. */
  readonly running?: string | undefined;
  /** The newest completed snapshot that this run has seen. */
  readonly snapshotId?: string | undefined;
}

/** The workflow type of an agent: flows and agents may share names. */
export function toAgentWorkflowType(agent: string): string {
  return `agent/${encodeURIComponent(agent)}`;
}

/** The agent of a workflow type; undefined where it is none of an agent. */
export function fromAgentWorkflowType(type: string): string | undefined {
  return type.startsWith('agent/') ? decodeURIComponent(type.slice('agent/'.length)) : undefined;
}

/** The workflow id of a session, as the Temporal UI shows it. Slashes are encoded: two sessions never share an id. */
export function toSessionWorkflowId(agent: string, sessionId: string): string {
  return `agent/${encodeURIComponent(agent)}/${encodeURIComponent(sessionId)}`;
}

/** The session of a workflow id; undefined for an id of another form, which somebody chose in Temporal's UI, say. */
export function fromSessionWorkflowId(workflowId: string): string | undefined {
  const [, encoded] = /^agent\/[^/]+\/(.+)$/.exec(workflowId) ?? [];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    // a percent sign that encodes nothing
    return undefined;
  }
}
