import type { EndedTurn } from '../../../engine/sessions/session-records.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { createPostgresMessageStore } from '../postgres-message-store.ts';
import { snapshotsTable as snapshots } from '../session-tables.ts';
import { writeArtifacts } from './artifact-rows.ts';
import { isGivenUp } from './begin-turn.ts';
import { checkId } from './check-id.ts';
import { isSnapshot, lockSnapshot } from './find-snapshot.ts';
import { indexMessages } from './index-messages.ts';
import type { Transaction } from './run-in-transaction.ts';
import { lockSessionRow, refreshSessionRow } from './session-row.ts';
import { tellSnapshotChange } from './snapshot-channel.ts';
import { toOptionalDate, toPinOwner, toText, type StoredSnapshot } from './snapshot-row.ts';
import { storeConversation } from './store-conversation.ts';

/** What became of the row. */
export interface EndOutcome {
  readonly outcome: 'saved' | 'aborted';
  readonly head: string | null;
}

/** A row that has ended stays as it is: the same end may come twice, and `aborted` wins. */
export async function endTurn(transaction: Transaction, agent: string, turn: EndedTurn): Promise<EndOutcome> {
  const { snapshotId, sessionId } = turn.snapshot;
  checkId('snapshot id', snapshotId);
  checkId('session id', sessionId);
  // the session went, and its turns with it
  if (!(await lockSessionRow(transaction, { agent, sessionId }))) return { outcome: 'aborted', head: null };
  const row = await lockSnapshot(transaction, { agent, snapshotId });
  if (row === undefined) return { outcome: 'aborted', head: null };
  if (row.sessionId !== sessionId) throw elsewhere(turn, row);
  if (row.status === 'aborted' || isGivenUp(row)) return { outcome: 'aborted', head: row.head };
  if (row.status !== 'pending') return { outcome: 'saved', head: row.head };
  return { outcome: 'saved', head: await writeEnd(transaction, row, turn) };
}

async function writeEnd(transaction: Transaction, row: StoredSnapshot, turn: EndedTurn): Promise<string | null> {
  const { snapshot, custom, artifacts, tokens = 0 } = turn;
  const { agent, snapshotId, sessionId } = { ...row, sessionId: snapshot.sessionId };
  const { head, messageCount } = await writeConversation(transaction, row, turn);
  await transaction
    .update(snapshots)
    .set({
      status: snapshot.status ?? 'completed',
      finishReason: snapshot.finishReason ?? null,
      error: toText(snapshot.error),
      updatedAt: toOptionalDate('updatedAt', snapshot.updatedAt) ?? row.updatedAt,
      heartbeatAt: null,
      head,
      messageCount,
      tokens,
      ...(custom !== undefined && { custom: toText(custom.value) }),
      ...(artifacts !== undefined && { artifacts: await writeArtifacts(transaction, row, artifacts) }),
    })
    .where(isSnapshot({ agent, snapshotId }));
  const preview = head === row.head ? undefined : await indexMessages(transaction, { agent, sessionId, snapshotId, head });
  const change = { tokens, preview, ...(turn.conversation !== undefined && { messages: messageCount }) };
  await refreshSessionRow(transaction, { agent, sessionId }, change);
  await tellSnapshotChange(transaction, { agent, snapshotId });
  return head;
}

/** The row's pin moves to the new head. */
async function writeConversation(
  transaction: Transaction,
  { agent, snapshotId, head: former, messageCount }: StoredSnapshot,
  { conversation }: EndedTurn,
): Promise<{ readonly head: string | null; readonly messageCount: number }> {
  const head = conversation === undefined ? former : await storeConversation(transaction, conversation);
  if (head === former) return { head, messageCount };
  const store = createPostgresMessageStore({ orm: transaction });
  const owner = toPinOwner(agent, snapshotId);
  if (head !== null) await store.pin(owner, head);
  if (former !== null) await store.unpin(owner, former);
  return { head, messageCount: head === null ? 0 : await store.countMessages(head) };
}

function elsewhere({ snapshot }: EndedTurn, { sessionId }: StoredSnapshot): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Snapshot ${snapshot.snapshotId} does not belong to session ${snapshot.sessionId} (it belongs to ${sessionId ?? 'none'}).`,
  });
}
