import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { SessionSnapshotInput, SnapshotMutator } from '../../../engine/sessions/session-store.ts';
import { sessionIdOf } from '../../../engine/sessions/snapshot-lookup.ts';
import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';
import { createPostgresMessageStore } from '../postgres-message-store.ts';
import { snapshotsTable as snapshots } from '../session-tables.ts';
import { writeArtifacts } from './artifact-rows.ts';
import { checkId } from './check-id.ts';
import { findSnapshot, lockSnapshot, type SnapshotKey } from './find-snapshot.ts';
import { indexMessages } from './index-messages.ts';
import { toLoadedSnapshot } from './load-snapshot.ts';
import type { Transaction } from './run-in-transaction.ts';
import { lockSessionRow, openSessionRow, refreshSessionRow } from './session-row.ts';
import { tellSnapshotChange } from './snapshot-channel.ts';
import { toDate, toOptionalDate, toPinOwner, toText, type StoredSnapshot } from './snapshot-row.ts';
import { toShape } from './state-shape.ts';
import { storeMessages } from './store-messages.ts';

/** What `SessionStore.saveSnapshot` is given. */
export interface SaveRequest {
  readonly agent: string;
  readonly snapshotId: string | undefined;
  readonly mutator: SnapshotMutator;
}

/** Reads, changes and writes one row, which may not be there yet, with nothing in between. */
export async function saveSnapshot(transaction: Transaction, { agent, snapshotId, mutator }: SaveRequest): Promise<string | null> {
  if (snapshotId !== undefined) {
    checkId('snapshot id', snapshotId);
    const current = await holdSnapshot(transaction, { agent, snapshotId });
    const changed = mutator(current && (await toLoadedSnapshot(transaction, current)).snapshot);
    return changed && (await writeSnapshot(transaction, { agent, current, snapshot: { ...changed, snapshotId } }));
  }
  const changed = mutator(undefined);
  if (changed === null) return null;
  const snapshot = { ...changed, snapshotId: changed.snapshotId ?? randomUUID() };
  checkId('snapshot id', snapshot.snapshotId);
  const current = await holdSnapshot(transaction, { agent, snapshotId: snapshot.snapshotId });
  return await writeSnapshot(transaction, { agent, current, snapshot });
}

/** A row that is not there cannot be locked, so there is a lock on its id besides; then its session's lock and its own, in that order. */
async function holdSnapshot(transaction: Transaction, key: SnapshotKey): Promise<StoredSnapshot | undefined> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${toPinOwner(key.agent, key.snapshotId)}, 0))`);
  const sessionId = (await findSnapshot(transaction, key))?.sessionId ?? undefined;
  if (sessionId !== undefined) await lockSessionRow(transaction, { agent: key.agent, sessionId });
  return await lockSnapshot(transaction, key);
}

interface SnapshotWrite {
  readonly agent: string;
  readonly current: StoredSnapshot | undefined;
  readonly snapshot: SessionSnapshotInput & { readonly snapshotId: string };
}

async function writeSnapshot(transaction: Transaction, { agent, current, snapshot }: SnapshotWrite): Promise<string> {
  const { snapshotId } = snapshot;
  const sessionId = checkedSession(snapshot);
  if (sessionId !== undefined) await openSessionRow(transaction, { agent, sessionId }, undefined);
  const { head, messageCount } = await writeMessages(transaction, { agent, current, snapshot });
  const artifacts = await writeArtifacts(transaction, { agent, sessionId: sessionId ?? null }, snapshot.state?.artifacts ?? []);
  const columns = { ...toColumns(snapshot), sessionId: sessionId ?? null, head, messageCount, artifacts };
  await transaction
    .insert(snapshots)
    .values({ agent, snapshotId, ...columns })
    .onConflictDoUpdate({ target: [snapshots.agent, snapshots.snapshotId], set: columns });
  if (sessionId !== undefined) {
    const preview = await indexMessages(transaction, { agent, sessionId, snapshotId, head });
    const turns = current?.sessionId === sessionId ? 0 : 1;
    await refreshSessionRow(transaction, { agent, sessionId }, { turns, messages: messageCount, preview });
  }
  await tellSnapshotChange(transaction, { agent, snapshotId });
  return snapshotId;
}

function checkedSession(snapshot: SessionSnapshot): string | undefined {
  const sessionId = sessionIdOf(snapshot);
  if (sessionId === undefined || sessionId === '') return undefined;
  checkId('session id', sessionId);
  checkId('parent id', snapshot.parentId ?? '');
  return sessionId;
}

function toColumns(snapshot: SessionSnapshot): Omit<typeof snapshots.$inferInsert, 'agent' | 'snapshotId'> {
  const { parentId, status, finishReason, error, createdAt, updatedAt, heartbeatAt, state } = snapshot;
  return {
    parentId: parentId ?? null,
    status: status ?? null,
    finishReason: finishReason ?? null,
    error: toText(error),
    createdAt: toDate('createdAt', createdAt),
    updatedAt: toOptionalDate('updatedAt', updatedAt),
    heartbeatAt: toOptionalDate('heartbeatAt', heartbeatAt),
    custom: toText(state?.custom),
    shape: state === undefined ? null : toShape(state),
  };
}

/** The row's pin moves to the new head. */
async function writeMessages(
  transaction: Transaction,
  { agent, current, snapshot }: SnapshotWrite,
): Promise<{ readonly head: string | null; readonly messageCount: number }> {
  const messages = snapshot.state?.messages ?? [];
  const parent = snapshot.parentId === undefined ? undefined : await findSnapshot(transaction, { agent, snapshotId: snapshot.parentId });
  const head = await storeMessages(transaction, messages, [current, parent]);
  const former = current?.head ?? null;
  if (head !== former) {
    const store = createPostgresMessageStore({ orm: transaction });
    const owner = toPinOwner(agent, snapshot.snapshotId);
    if (head !== null) await store.pin(owner, head);
    if (former !== null) await store.unpin(owner, former);
  }
  return { head, messageCount: messages.length };
}
