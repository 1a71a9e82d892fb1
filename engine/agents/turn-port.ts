import type { ActionContext } from '../../schemas/action-context.ts';
import type { ActionCaller } from '../action-caller.ts';
import { STORE_CALL_OPTIONS, toStoreKey } from './session-store-action.ts';
import { equalJson } from '../sessions/equal-json.ts';
import type { BeginOutcome, BegunTurn, EndedTurn, LoadedSnapshot } from '../sessions/session-records.ts';
import type { SnapshotRow } from '../../schemas/session-listing.ts';
import type { SnapshotPort } from '../sessions/snapshot-port.ts';
import type { StoreOperation } from '../sessions/store-operation.ts';
import type { ConversationReference } from '../../schemas/conversation-reference.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import type { SessionMemory } from '../sessions/session-memory.ts';

/** What a turn's port needs. */
export interface TurnPortOptions {
  readonly agent: string;
  readonly caller: ActionCaller;
  readonly memory: SessionMemory;
  /** Who works on the turn: see `BegunTurn`. */
  readonly runner: string;
  readonly messageId?: string | undefined;
  readonly userId?: string | undefined;
  readonly isShared?: boolean | undefined;
  /** True in a session's own run. */
  readonly isAlone?: boolean | undefined;
  /** Tokens of this turn, so far. */
  readonly tokens?: (() => number) | undefined;
  readonly onBegun?: ((snapshotId: string) => void) | undefined;
}

/** The port of one turn. `duplicate`: its message had an answer already, and no turn has begun. */
export interface TurnPort extends SnapshotPort {
  readonly duplicate: SessionSnapshot | undefined;
}

/** Whose session a turn is, by the context's `auth.uid`. */
export function userIdOf({ auth }: ActionContext): string | undefined {
  const { uid } = (typeof auth === 'object' && auth !== null ? auth : {}) as { readonly uid?: unknown };
  return typeof uid === 'string' ? uid : undefined;
}

/** Ends a turn that must not begin: its message was sent before. */
export class DuplicateTurnError extends Error {
  override readonly name = 'DuplicateTurnError';
}

/**
 * The rows of a session, one activity for each operation, and what was read or written last is known here. A cancelled run still writes
 * what became of its turn. Rows travel without what their parents have.
 */
export function createTurnPort(options: TurnPortOptions): TurnPort {
  const { agent, caller, memory } = options;
  const begun = new Set<string>();
  let parent: SessionSnapshot | undefined;
  let duplicate: SessionSnapshot | undefined;

  const call = (operation: StoreOperation, summary: string): Promise<unknown> =>
    caller.nonCancellable(() =>
      caller.callAction({ key: toStoreKey({ name: agent }), name: summary, input: operation, options: { ...STORE_CALL_OPTIONS, summary } }),
    );

  async function begin(row: SnapshotRow): Promise<void> {
    const { runner } = options;
    begun.add(row.snapshotId);
    const turn = { snapshot: row, runner, ...toSender(options), ...(options.isAlone === true && { isAlone: true }) };
    const outcome = (await call({ operation: 'begin', ...turn }, `begin turn of ${agent}`).catch((error: unknown) => {
      // somebody has deleted the rows under a run that is awake
      if (isNotFound(error)) memory.forget();
      throw error;
    })) as BeginOutcome;
    if (outcome.state === 'duplicate') {
      duplicate = outcome.snapshot;
      throw new DuplicateTurnError(`message ${options.messageId} was sent before`);
    }
    options.onBegun?.(row.snapshotId);
  }

  async function writeEnd(turn: EndedTurn, messages: readonly MessageData[]): Promise<TurnEnd> {
    const summary = `end turn of ${agent}`;
    try {
      return (await call({ operation: 'end', ...turn }, summary)) as TurnEnd;
    } catch (error) {
      // what the reference leads to has been swept, or is in another database: then everything is sent
      if (!isNotFound(error) || turn.conversation === undefined) throw error;
      return (await call({ operation: 'end', ...turn, conversation: { head: null, delta: messages } }, summary)) as TurnEnd;
    }
  }

  async function end(row: SnapshotRow, state: SessionState): Promise<'saved' | 'aborted'> {
    const changes = toChanges(state, parent?.state ?? {}, (messages) => toReference(caller, messages));
    const tokens = options.tokens?.() ?? 0;
    const turn: EndedTurn = {
      snapshot: row,
      ...changes,
      ...(tokens > 0 && { tokens }),
      ...(!begun.has(row.snapshotId) && { runner: options.runner, ...toSender({ ...options, messageId: undefined }) }),
    };
    const { outcome, head } = await writeEnd(turn, state.messages ?? []);
    // whatever comes next in this invocation continues this row
    parent = { ...row, state };
    if (outcome === 'aborted') return outcome;
    if (head !== null && state.messages !== undefined) caller.conversations?.remember(state.messages, head);
    memory.remember(parent);
    return outcome;
  }

  return {
    get duplicate() {
      return duplicate;
    },
    load: async (lookup) => {
      parent = memory.find(lookup) ?? takeLoaded(caller, await call({ operation: 'open', lookup }, `open session of ${agent}`));
      return parent;
    },
    save: async ({ state = {}, ...snapshot }) => {
      const row = { ...snapshot, sessionId: snapshot.sessionId ?? '' };
      if (snapshot.status !== 'pending') return await end(row, state);
      await begin(row);
      return 'saved';
    },
    abort: async (snapshotId) =>
      ((await call({ operation: 'abort', snapshotId }, `abort turn of ${agent}`)) ?? undefined) as SnapshotStatus | undefined,
  };
}

function toSender({ messageId, userId, isShared }: TurnPortOptions): Pick<BegunTurn, 'messageId' | 'userId' | 'isShared'> {
  return {
    ...(messageId !== undefined && { messageId }),
    ...(userId !== undefined && { userId }),
    ...(isShared === true && { isShared }),
  };
}

function takeLoaded({ conversations }: ActionCaller, loaded: unknown): SessionSnapshot | undefined {
  if (loaded === undefined || loaded === null) return undefined;
  const { snapshot, head } = loaded as LoadedSnapshot;
  if (head !== null) conversations?.remember(snapshot.state?.messages ?? [], head);
  return snapshot;
}

interface TurnEnd {
  readonly outcome: 'saved' | 'aborted';
  readonly head: string | null;
}

function isNotFound(error: unknown): boolean {
  return error instanceof DurakitError && error.status === 'NOT_FOUND';
}

function toReference({ conversations }: ActionCaller, messages: readonly MessageData[]): ConversationReference {
  return conversations?.toReference(messages) ?? { head: null, delta: messages };
}

/** What is the parent's is left out. */
function toChanges(
  { messages = [], custom, artifacts = [] }: SessionState,
  before: SessionState,
  refer: (messages: readonly MessageData[]) => ConversationReference,
): Pick<EndedTurn, 'conversation' | 'custom' | 'artifacts'> {
  const sameMessages = messages.length === (before.messages ?? []).length && equalJson(messages, before.messages ?? []);
  return {
    ...(!sameMessages && { conversation: refer(messages) }),
    ...(!equalJson(custom, before.custom) && { custom: { ...(custom !== undefined && { value: custom }) } }),
    ...(!equalJson(artifacts, before.artifacts ?? []) && { artifacts }),
  };
}
