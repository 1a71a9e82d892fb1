import type { GetSnapshotRequest } from '../../schemas/agent-requests.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import { currentCaller, currentContext } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { SessionStoreOptions } from '../sessions/session-store.ts';
import { toSnapshotLookup } from '../sessions/snapshot-lookup.ts';
import type { SnapshotPort } from '../sessions/snapshot-port.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { toClientSnapshot } from './client-transform.ts';
import { snapshotPortOf } from './snapshot-port-of.ts';
import { isSilent } from './start-heartbeat.ts';

/** A snapshot as clients see it: transformed, and `expired` where its process has gone silent, which is not written. */
export async function readSnapshot(
  engine: Engine,
  definition: AgentDefinition,
  { context, ...request }: GetSnapshotRequest & SessionStoreOptions,
): Promise<SessionSnapshot | undefined> {
  const port = requirePort(engine, definition, { operation: 'getSnapshotData', context });
  const snapshot = await port.load(toSnapshotLookup(request));
  if (snapshot === undefined) return undefined;
  const { status, heartbeatAt } = snapshot;
  const isExpired = status === 'pending' && isSilent(heartbeatAt, currentCaller(engine, definition.name).now());
  return toClientSnapshot(isExpired ? { ...snapshot, status: 'expired' } : snapshot, definition.clientTransform);
}

/** Aborts a turn by its snapshot. */
export async function abortSnapshot(
  engine: Engine,
  definition: AgentDefinition,
  { snapshotId, context }: { readonly snapshotId: string } & SessionStoreOptions,
): Promise<SnapshotStatus | undefined> {
  return await requirePort(engine, definition, { operation: 'abort', context }).abort(snapshotId);
}

function requirePort(
  engine: Engine,
  definition: AgentDefinition,
  { operation, context = currentContext(engine) }: { readonly operation: string } & SessionStoreOptions,
): SnapshotPort {
  const port = snapshotPortOf(engine, definition, context);
  if (port !== undefined) return port;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `${operation} requires a persistent store. Provide a 'store' when defining '${definition.name}'.`,
  });
}
