import type { LoadedSnapshot } from '../../../engine/sessions/session-records.ts';
import type { SnapshotLookup } from '../../../engine/sessions/snapshot-lookup.ts';
import { createPostgresMessageStore } from '../postgres-message-store.ts';
import { loadArtifacts } from './artifact-rows.ts';
import { checkId } from './check-id.ts';
import { findLeaf, findSnapshot } from './find-snapshot.ts';
import type { Transaction } from './run-in-transaction.ts';
import { toSnapshotLine, type StoredSnapshot } from './snapshot-row.ts';
import { toState } from './state-shape.ts';

/** What to load. */
export interface LoadRequest {
  readonly agent: string;
  readonly lookup: SnapshotLookup;
  /** See `selectLeaf`. */
  readonly rejectBranchingSessions?: boolean | undefined;
}

/** A snapshot with its state. Undefined where there is none. */
export async function loadSnapshot(transaction: Transaction, request: LoadRequest): Promise<LoadedSnapshot | undefined> {
  const row = await findRow(transaction, request);
  return row && (await toLoadedSnapshot(transaction, row));
}

async function findRow(
  transaction: Transaction,
  { agent, lookup, rejectBranchingSessions }: LoadRequest,
): Promise<StoredSnapshot | undefined> {
  if ('snapshotId' in lookup) {
    checkId('snapshot id', lookup.snapshotId);
    return await findSnapshot(transaction, { agent, snapshotId: lookup.snapshotId });
  }
  checkId('session id', lookup.sessionId);
  return await findLeaf(transaction, { agent, sessionId: lookup.sessionId }, rejectBranchingSessions);
}

/** A row with its state. */
export async function toLoadedSnapshot(transaction: Transaction, row: StoredSnapshot): Promise<LoadedSnapshot> {
  const { head, shape } = row;
  const snapshot = toSnapshotLine(row);
  if (shape === null) return { snapshot, head };
  const messages = head === null ? [] : await createPostgresMessageStore({ orm: transaction }).load(head);
  const artifacts = await loadArtifacts(transaction, row, row.artifacts);
  const custom: unknown = row.custom === null ? undefined : JSON.parse(row.custom);
  const state = toState(shape, { messages, artifacts, custom, sessionId: row.sessionId ?? undefined });
  return { snapshot: { ...snapshot, state }, head };
}
