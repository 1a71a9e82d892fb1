import type { AgentInit } from '../../schemas/agent-input.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { VALIDATE_KEY } from '../generate/validate-output.ts';
import type { SchemaVerdict } from '../schema-port.ts';
import { sessionIdOf } from '../sessions/snapshot-lookup.ts';
import type { SnapshotPort } from '../sessions/snapshot-port.ts';
import { toValidationErrorOf } from '../validation-error.ts';
import { agentMetadataOf, isServerManaged, type AgentDefinition } from './agent-definition.ts';
import { AgentInitError } from './agent-error.ts';

/** What an invocation starts from. */
export interface OpenedSession {
  readonly state: SessionState;
  readonly snapshotId: string | undefined;
}

/** Throws `AgentInitError` where the client gives what this agent has itself, or the other way round. */
export function checkInit(engine: Engine, definition: AgentDefinition, { snapshotId, sessionId, state }: AgentInit): void {
  const isServer = isServerManaged(engine, definition);
  const { name } = definition;
  if ((isGiven(snapshotId) || isGiven(sessionId)) && !isServer) {
    throw new AgentInitError({
      status: 'FAILED_PRECONDITION',
      message:
        `Cannot use '${isGiven(snapshotId) ? 'snapshotId' : 'sessionId'}' with agent '${name}': ` +
        "this agent has no store configured (client-managed state). Send 'state' instead.",
    });
  }
  if (state !== undefined && isServer) {
    throw new AgentInitError({
      status: 'FAILED_PRECONDITION',
      message: `Cannot send 'state' to agent '${name}': this agent uses a server-managed store. Send 'snapshotId' or 'sessionId' instead.`,
    });
  }
}

/**
 * Finds the state that is continued. Throws NOT_FOUND and INVALID_ARGUMENT, which the invocation gives as a failed output, and
 * `AgentInitError` for a snapshot of another session, which is thrown. Source of words and rules: Genkit `ai/src/agent.ts`.
 */
export async function openSession(
  engine: Engine,
  definition: AgentDefinition,
  { init, port }: { readonly init: AgentInit; readonly port: SnapshotPort | undefined },
): Promise<OpenedSession> {
  const { snapshotId, sessionId, state } = init;
  const { stateSchema } = agentMetadataOf(engine, definition);
  const open = async (known: SessionState, from?: string): Promise<OpenedSession> => {
    await checkCustomState(engine, stateSchema, known.custom);
    return { state: known, snapshotId: from };
  };
  if (port !== undefined && isGiven(snapshotId)) {
    const snapshot = await loadResumable(port, snapshotId, sessionId);
    return await open(toState(snapshot), snapshot.snapshotId);
  }
  if (port !== undefined && isGiven(sessionId)) {
    const snapshot = await findLastCompleted(port, sessionId);
    return snapshot === undefined ? await open({ ...emptyState(), sessionId }) : await open(toState(snapshot), snapshot.snapshotId);
  }
  return await open(state ?? emptyState());
}

async function loadResumable(port: SnapshotPort, snapshotId: string, sessionId: string | undefined): Promise<SessionSnapshot> {
  const snapshot = await port.load({ snapshotId });
  if (snapshot === undefined) throw new DurakitError({ status: 'NOT_FOUND', message: `Snapshot ${snapshotId} not found` });
  const owner = sessionIdOf(snapshot);
  if (isGiven(sessionId) && owner !== sessionId) {
    throw new AgentInitError({
      status: 'INVALID_ARGUMENT',
      message: `Snapshot ${snapshotId} does not belong to session ${sessionId} (it belongs to ${owner ?? 'an unknown session'}).`,
    });
  }
  if (snapshot.status !== 'completed') {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message:
        `Snapshot ${snapshotId} is not resumable (status: ${snapshot.status ?? 'unknown'}). ` +
        "Only 'completed' snapshots can be resumed.",
    });
  }
  return snapshot;
}

/** From the session's newest leaf over its parents to one that can be continued; undefined where there is none. Throws FAILED_PRECONDITION for parents in a circle. */
export async function findLastCompleted(port: Pick<SnapshotPort, 'load'>, sessionId: string): Promise<SessionSnapshot | undefined> {
  const visited = new Set<string>();
  let snapshot = await port.load({ sessionId });
  while (snapshot !== undefined && snapshot.status !== 'completed') {
    if (visited.has(snapshot.snapshotId)) {
      throw new DurakitError({
        status: 'FAILED_PRECONDITION',
        message:
          `Session '${sessionId}' has a cyclic snapshot parent chain (snapshot '${snapshot.snapshotId}' was visited twice). ` +
          'Resume by snapshotId instead.',
      });
    }
    visited.add(snapshot.snapshotId);
    snapshot = snapshot.parentId === undefined ? undefined : await port.load({ snapshotId: snapshot.parentId });
  }
  return snapshot;
}

/** Throws INVALID_ARGUMENT in Genkit's words. What was never set fits every schema. */
async function checkCustomState(engine: Engine, schema: JsonSchema | undefined, custom: unknown): Promise<void> {
  if (schema === undefined || custom === undefined) return;
  const { valid, errors = [] } =
    engine.schemas.validate(schema, custom) ??
    ((await callAction(engine, {
      key: VALIDATE_KEY,
      name: 'validate state',
      input: { schema, data: custom },
      options: {},
    })) as SchemaVerdict);
  if (!valid) throw toValidationErrorOf(errors, { data: custom, schema });
}

function toState(snapshot: SessionSnapshot): SessionState {
  const sessionId = sessionIdOf(snapshot);
  return { ...emptyState(), ...snapshot.state, ...(sessionId !== undefined && { sessionId }) };
}

function emptyState(): SessionState {
  return { custom: undefined, messages: [], artifacts: [] };
}

function isGiven(id: string | undefined): id is string {
  return id !== undefined && id !== '';
}
