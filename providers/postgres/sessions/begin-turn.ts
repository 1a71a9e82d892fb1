import { and, eq } from 'drizzle-orm';
import type { BeginOutcome, BegunTurn } from '../../../engine/sessions/session-records.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { RuntimeError } from '../../../schemas/session-snapshot.ts';
import { createPostgresMessageStore } from '../postgres-message-store.ts';
import { snapshotsTable as snapshots } from '../session-tables.ts';
import { copyArtifacts } from './artifact-rows.ts';
import { checkId } from './check-id.ts';
import { findSnapshot, isOfSession, isSnapshot } from './find-snapshot.ts';
import { toLoadedSnapshot } from './load-snapshot.ts';
import type { Transaction } from './run-in-transaction.ts';
import { openSessionRow, refreshSessionRow, type SessionKey } from './session-row.ts';
import { tellSnapshotChange } from './snapshot-channel.ts';
import { toDate, toOptionalDate, toPinOwner, type StoredSnapshot } from './snapshot-row.ts';
import { WHOLE_SHAPE } from './state-shape.ts';

/** Of a turn whose run was gone when its message came again. */
const GIVEN_UP: RuntimeError = { status: 'ABORTED', message: 'its run ended before it did' };

/** The one way into a session's rows: with its lock held. */
export async function beginTurn(transaction: Transaction, agent: string, turn: BegunTurn): Promise<BeginOutcome> {
  checkTurn(turn);
  const { snapshotId, sessionId } = turn.snapshot;
  const session = { agent, sessionId };
  const owner = await openSessionRow(transaction, session, turn.userId);
  if (turn.userId !== undefined && turn.userId !== owner && turn.isShared !== true) throw notTheirs(turn);
  const own = await findSnapshot(transaction, { agent, snapshotId });
  if (own !== undefined && own.sessionId !== sessionId) throw elsewhere(turn, own);
  if (own !== undefined && !isGivenUp(own)) return { state: 'begun' };
  const former = await findByMessage(transaction, session, turn.messageId);
  if (former !== undefined && (own !== undefined || !isAbandoned(former, turn))) {
    return { state: 'duplicate', snapshot: (await toLoadedSnapshot(transaction, former)).snapshot };
  }
  if (own !== undefined) return { state: 'begun' };
  if (former !== undefined) await giveUp(transaction, former);
  await insertPending(transaction, session, turn);
  await refreshSessionRow(transaction, session, { turns: 1 });
  return { state: 'begun' };
}

/** Whether another run took the message over: such a row has no run any more, and what it still comes to is void. */
export function isGivenUp({ status, runner }: StoredSnapshot): boolean {
  return status === 'failed' && runner === null;
}

function checkTurn({ snapshot, messageId, runner, userId }: BegunTurn): void {
  checkId('snapshot id', snapshot.snapshotId);
  checkId('session id', snapshot.sessionId);
  checkId('parent id', snapshot.parentId ?? '');
  checkId('message id', messageId ?? '');
  checkId('runner', runner);
  checkId('user id', userId ?? '');
}

async function findByMessage(
  transaction: Transaction,
  session: SessionKey,
  messageId: string | undefined,
): Promise<StoredSnapshot | undefined> {
  if (messageId === undefined) return undefined;
  const [row] = await transaction
    .select()
    .from(snapshots)
    .where(and(isOfSession(session), eq(snapshots.messageId, messageId)));
  return row;
}

/** One session has one run at a time: a pending row of another run has nobody who works on it. */
function isAbandoned({ status, runner }: StoredSnapshot, turn: BegunTurn): boolean {
  return status === 'pending' && (runner !== turn.runner || turn.isAlone === true);
}

async function giveUp(transaction: Transaction, { agent, snapshotId }: StoredSnapshot): Promise<void> {
  await transaction
    .update(snapshots)
    .set({ status: 'failed', finishReason: 'failed', error: JSON.stringify(GIVEN_UP), messageId: null, runner: null })
    .where(isSnapshot({ agent, snapshotId }));
  await tellSnapshotChange(transaction, { agent, snapshotId });
}

/** The row has the state of its parent, and a pin of its own on the messages: the parent may go. */
async function insertPending(
  transaction: Transaction,
  { agent, sessionId }: SessionKey,
  { snapshot, messageId, runner }: BegunTurn,
): Promise<void> {
  const { snapshotId, parentId, createdAt, updatedAt } = snapshot;
  const parent = parentId === undefined ? undefined : await getParent(transaction, agent, parentId);
  const { head = null, messageCount = 0, custom = null, artifacts = [] } = parent ?? {};
  if (parent !== undefined) await copyArtifacts(transaction, { ...parent, hashes: artifacts }, { agent, sessionId });
  await transaction.insert(snapshots).values({
    agent,
    snapshotId,
    sessionId,
    parentId: parentId ?? null,
    status: 'pending',
    createdAt: toDate('createdAt', createdAt),
    updatedAt: toOptionalDate('updatedAt', updatedAt),
    head,
    messageCount,
    custom,
    artifacts,
    shape: WHOLE_SHAPE,
    messageId: messageId ?? null,
    runner,
  });
  if (head !== null) await createPostgresMessageStore({ orm: transaction }).pin(toPinOwner(agent, snapshotId), head);
}

async function getParent(transaction: Transaction, agent: string, snapshotId: string): Promise<StoredSnapshot> {
  const parent = await findSnapshot(transaction, { agent, snapshotId });
  if (parent !== undefined) return parent;
  throw new DurakitError({ status: 'NOT_FOUND', message: `Snapshot ${snapshotId} not found`, details: { agent, snapshotId } });
}

/** The owner's name is nobody else's business. */
function notTheirs({ snapshot, userId }: BegunTurn): DurakitError {
  return new DurakitError({
    status: 'PERMISSION_DENIED',
    message:
      `Session ${snapshot.sessionId} belongs to another user than '${userId}' (\`context.auth.uid\`). ` +
      "Use another session id, or define the agent with `access: 'anyone'` where users share sessions.",
  });
}

function elsewhere({ snapshot }: BegunTurn, { sessionId }: StoredSnapshot): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Snapshot ${snapshot.snapshotId} does not belong to session ${snapshot.sessionId} (it belongs to ${sessionId ?? 'none'}).`,
  });
}
