import type { ActionContext } from '../../schemas/action-context.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { SnapshotLookup } from './snapshot-lookup.ts';
import type { SessionStore } from './session-store.ts';

/**
 * What an agent's turn needs of a store, as data: nothing here is a function that would have to run where the rows are, so activities
 * can stand behind it as well as a {@link SessionStore}.
 */
export interface SnapshotPort<TState = unknown> {
  load(lookup: SnapshotLookup): Promise<SessionSnapshot<TState> | undefined>;
  /** Writes the row, unless it was aborted meanwhile: then it stays as it is, and the answer is `aborted`. */
  save(snapshot: SessionSnapshot<TState>): Promise<'saved' | 'aborted'>;
  /** Aborts a turn that has not ended. Gives the status before; undefined where there is no such snapshot. */
  abort(snapshotId: string): Promise<SnapshotStatus | undefined>;
  /** A sign of life for a row that is `pending`. Missing: rows have none, and never expire. */
  beat?(snapshotId: string, heartbeatAt: string): Promise<void>;
  /** Calls back when the row is aborted; gives a function that ends the watch. Missing: nobody can be told. */
  watchAborted?(snapshotId: string, onAborted: () => void): () => void;
}

/** The port over a store. */
export function toSnapshotPort<TState>(store: SessionStore<TState>, context: ActionContext | undefined): SnapshotPort<TState> {
  const options = { context };
  return {
    load: async (lookup) => await store.getSnapshot({ ...lookup, context }),
    save: async (snapshot) => {
      const { snapshotId } = snapshot;
      const saved = await store.saveSnapshot(snapshotId, (current) => (current?.status === 'aborted' ? null : snapshot), options);
      return saved === null ? 'aborted' : 'saved';
    },
    abort: async (snapshotId) => {
      let before: SnapshotStatus | undefined;
      await store.saveSnapshot(
        snapshotId,
        (current) => {
          before = current?.status;
          return current === undefined || isEnded(current.status) ? null : { ...current, status: 'aborted' };
        },
        options,
      );
      return before;
    },
    beat: async (snapshotId, heartbeatAt) => {
      await store.saveSnapshot(snapshotId, (current) => (current?.status === 'pending' ? { ...current, heartbeatAt } : null), options);
    },
    ...(store.onSnapshotStateChange !== undefined && {
      watchAborted: (snapshotId: string, onAborted: () => void) => {
        const stop = store.onSnapshotStateChange?.(snapshotId, ({ status }) => status === 'aborted' && onAborted(), options);
        return () => stop?.();
      },
    }),
  };
}

/** Whether a status is one that nothing follows. */
export function isEnded(status: SnapshotStatus | undefined): boolean {
  return status === 'completed' || status === 'failed' || status === 'aborted';
}
