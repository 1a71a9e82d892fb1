import type { ActionContext } from '../../schemas/action-context.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';

/** What a store may heed: whose data it is, say. */
export interface SessionStoreOptions {
  readonly context?: ActionContext | undefined;
}

/** Exactly one of the two ids. A session stands for its newest leaf: see `selectLeaf`. */
export interface GetSnapshotOptions extends SessionStoreOptions {
  readonly snapshotId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** A snapshot to be saved; the store has an id for one that has none. */
export type SessionSnapshotInput<TState = unknown> = Omit<SessionSnapshot<TState>, 'snapshotId'> & { snapshotId?: string | undefined };

/** Makes the new row of the one that is there; null leaves it as it is. It may be called again, and must not wait for anything. */
export type SnapshotMutator<TState = unknown> = (current: SessionSnapshot<TState> | undefined) => SessionSnapshotInput<TState> | null;

/** On the instance, as the app's modules and the worker may hold two copies of a class. */
export const FOR_ROWS: unique symbol = Symbol.for('durakit.sessionStore.forRows') as never;

/** Whether a store only stands for the rows of the installation's own database: durable sessions are kept there. */
export function isForRows(store: SessionStore): boolean {
  return (store as { readonly [FOR_ROWS]?: boolean })[FOR_ROWS] === true;
}

/** Where the snapshots of an agent live. Source: Genkit `ai/src/session.ts`. */
export interface SessionStore<TState = unknown> {
  /** Undefined where there is none. Throws INVALID_ARGUMENT where not exactly one id is given. */
  getSnapshot(options: GetSnapshotOptions): Promise<SessionSnapshot<TState> | undefined>;
  /** Reads, changes and writes one row, with nothing in between. Gives its id, or null where `mutator` did. */
  saveSnapshot(snapshotId: string | undefined, mutator: SnapshotMutator<TState>, options?: SessionStoreOptions): Promise<string | null>;
  /** Without it a turn that runs on alone cannot be aborted. Gives a function that ends the watch. */
  onSnapshotStateChange?(
    snapshotId: string,
    callback: (snapshot: SessionSnapshot<TState>) => void,
    options?: SessionStoreOptions,
  ): void | (() => void);
}
