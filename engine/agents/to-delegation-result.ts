import type { AgentFinishReason } from '../../schemas/agent-finish-reason.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { Artifact } from '../../schemas/artifact.ts';
import type { MessageData } from '../../schemas/message.ts';
import { currentCaller } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { toDurakitError } from '../failure.ts';
import { sessionOf } from '../sessions/session-scope.ts';
import { interruptOf } from '../tools/tool-interrupt-error.ts';

/** What the model gets for a task that it gave away. Source of form and words: Genkit's middleware plugin, `agents.ts`. */
export interface DelegationResult {
  readonly response: string;
  readonly artifacts?: readonly { readonly name: string; readonly content?: string }[];
}

/** Where the artifacts of a sub-agent go: into the session and the model's view, or into the session alone, by name. */
export type ArtifactStrategy = 'inline' | 'session';

/** The result of a sub-agent's turn. Its artifacts are taken into the session around the call, where there is one. */
export function toDelegationResult(
  engine: Engine,
  output: AgentOutput,
  { agent, strategy }: { readonly agent: string; readonly strategy: ArtifactStrategy },
): DelegationResult {
  const { finishReason, error, message } = output;
  if (finishReason === 'interrupted') return { response: `Sub-agent '${agent}' interrupted and asked nothing that could be answered.` };
  if (!carriesResult(finishReason)) return toFailure(agent, error?.message ?? toReason(finishReason, message));
  const named = (output.artifacts ?? []).filter((artifact): artifact is NamedArtifact => Boolean(artifact.name));
  const response = textOf(message) || toSilence(named.length);
  if (named.length === 0) return { response };
  const invocationId = `${agent}_${currentCaller(engine, agent).uuid().slice(0, 4)}`;
  const taken = named.map(({ name, ...artifact }) => ({
    ...artifact,
    name: `${invocationId}/${name}`,
    metadata: { ...artifact.metadata, source: agent, invocationId },
  }));
  sessionOf(engine)?.addArtifacts(taken);
  return { response, artifacts: taken.map(({ name, parts }) => ({ name, ...(strategy === 'inline' && { content: toText(parts) }) })) };
}

type NamedArtifact = Artifact & { name: string };

/** The result of a call that failed before or beside its turn: the model can do something about it. A question, and a stopped run, are thrown on. */
export function toFailedDelegation(agent: string, error: unknown): DelegationResult {
  const { status, message } = toDurakitError(error);
  if (status === 'CANCELLED' || interruptOf(error) !== undefined) throw error;
  return toFailure(agent, message);
}

/** The texts of parts, one to a line. */
export function toText(parts: Artifact['parts']): string {
  return parts.flatMap((part) => ('text' in part && part.text !== '' ? [part.text] : [])).join('\n');
}

function toFailure(agent: string, reason: string): DelegationResult {
  return { response: `Error calling agent '${agent}': ${reason}` };
}

/** An answer that was cut off or blocked is none. */
function carriesResult(reason: AgentFinishReason | undefined): boolean {
  return reason === undefined || reason === 'stop' || reason === 'other' || reason === 'unknown';
}

function toReason(reason: AgentFinishReason | undefined, message: MessageData | undefined): string {
  const said = textOf(message);
  return `the turn ended as '${reason}' without completing the task${said === '' ? '' : `; the agent's last message was: ${said}`}.`;
}

function toSilence(artifacts: number): string {
  const intro = 'The task completed, but the agent gave no final message';
  if (artifacts === 0) return `${intro} and produced no artifacts.`;
  return `${intro}; its result is in the ${artifacts === 1 ? 'one artifact' : `${artifacts} artifacts`} it produced.`;
}

function textOf(message: MessageData | undefined): string {
  return toText(message?.content ?? []);
}
