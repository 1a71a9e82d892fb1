import type { MessageStore } from '../../engine/message-store.ts';
import type { BeginOutcome, BegunTurn, EndedTurn, LoadedSnapshot } from '../../engine/sessions/session-records.ts';
import { resolveReference } from '../../engine/messages/resolve-reference.ts';
import type { SessionStore } from '../../engine/sessions/session-store.ts';
import { toSnapshotPort, type SnapshotPort } from '../../engine/sessions/snapshot-port.ts';
import { isStoredTail, type ConversationReference } from '../../schemas/conversation-reference.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import type { StoreCall } from './store-call.ts';

/** An operation on a store of the app's own, which knows whole snapshots only. */
export async function runSnapshotOperation(
  store: SessionStore,
  { operation, context }: StoreCall,
  messages: MessageStore | undefined,
): Promise<unknown> {
  const port = toSnapshotPort(store, context);
  switch (operation.operation) {
    case 'open': {
      const snapshot = await port.load(operation.lookup);
      return snapshot === undefined ? null : ({ snapshot, head: null } satisfies LoadedSnapshot);
    }
    case 'begin':
      return await begin(port, operation);
    case 'end':
      return await end(port, operation, messages);
    case 'abort':
      return (await port.abort(operation.snapshotId)) ?? null;
  }
}

/** A pending row is as its parent was. Messages that are sent twice are not told apart here: such a store has no place for their ids. */
async function begin(port: SnapshotPort, { snapshot }: BegunTurn): Promise<BeginOutcome> {
  await port.save({ ...snapshot, state: await loadState(port, snapshot.parentId) });
  return { state: 'begun' };
}

async function end(
  port: SnapshotPort,
  { snapshot, conversation, custom, artifacts }: EndedTurn,
  messages: MessageStore | undefined,
): Promise<{ outcome: 'saved' | 'aborted'; head: null }> {
  const before = await loadState(port, snapshot.parentId);
  const state: SessionState = {
    ...before,
    ...(conversation !== undefined && { messages: await toMessages(messages, conversation) }),
    ...(custom !== undefined && { custom: custom.value }),
    ...(artifacts !== undefined && { artifacts: [...artifacts] }),
    sessionId: snapshot.sessionId,
  };
  return { outcome: await port.save({ ...snapshot, state }), head: null };
}

async function loadState(port: SnapshotPort, snapshotId: string | undefined): Promise<SessionState> {
  const snapshot = snapshotId === undefined ? undefined : await port.load({ snapshotId });
  return snapshot?.state ?? { messages: [], artifacts: [] };
}

async function toMessages(store: MessageStore | undefined, { head, delta }: ConversationReference): Promise<MessageData[]> {
  const whole = delta.filter((segment): segment is MessageData => !isStoredTail(segment));
  if (head === null && whole.length === delta.length) return whole;
  if (store === undefined) {
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message: 'This turn goes on with a conversation that is in a database: set DATABASE_URL for all workers.',
    });
  }
  const { stored, added } = await resolveReference(store, { head, delta });
  return [...stored, ...added];
}
