import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import { currentEngine } from '../current-engine.ts';
import { copyJson } from './copy-json.ts';
import { selectLeaf } from './select-leaf.ts';
import { FOR_ROWS, type GetSnapshotOptions, type SessionStore, type SnapshotMutator } from './session-store.ts';
import { sessionIdOf, toSnapshotLookup } from './snapshot-lookup.ts';

/** Options of {@link InMemorySessionStore}. */
export interface InMemorySessionStoreOptions {
  /** True: looking up a session that has two leaves is an error, FAILED_PRECONDITION. Default false: the newest is taken. */
  readonly rejectBranchingSessions?: boolean;
  /** True: this process's memory holds the snapshots in durable runs too, and they end with it. Default false: there PostgreSQL does. */
  readonly insist?: boolean;
}

/**
 * Snapshots of this process: they end with it. In durable mode (`durakit()` without `mode: 'inline'`) an agent with such a store keeps
 * its sessions in PostgreSQL, so that an app that was written with it survives its process.
 */
export class InMemorySessionStore<TState = unknown> implements SessionStore<TState> {
  readonly #snapshots = new Map<string, SessionSnapshot<TState>>();
  readonly #watchers = new Map<string, Set<(snapshot: SessionSnapshot<TState>) => void>>();
  readonly #rejectBranchingSessions: boolean;

  readonly [FOR_ROWS]: boolean;

  constructor({ rejectBranchingSessions = false, insist = false }: InMemorySessionStoreOptions = {}) {
    this[FOR_ROWS] = !insist;
    this.#rejectBranchingSessions = rejectBranchingSessions;
  }

  async getSnapshot(options: GetSnapshotOptions): Promise<SessionSnapshot<TState> | undefined> {
    const lookup = toSnapshotLookup(options);
    if ('snapshotId' in lookup) return copyJson(this.#snapshots.get(lookup.snapshotId));
    const { sessionId } = lookup;
    const own = [...this.#snapshots.values()].filter((snapshot) => sessionIdOf(snapshot) === sessionId);
    return copyJson(selectLeaf(own, { sessionId, rejectBranchingSessions: this.#rejectBranchingSessions }));
  }

  async saveSnapshot(snapshotId: string | undefined, mutator: SnapshotMutator<TState>): Promise<string | null> {
    const changed = mutator(snapshotId === undefined ? undefined : copyJson(this.#snapshots.get(snapshotId)));
    if (changed === null) return null;
    const saved = copyJson({ ...changed, snapshotId: snapshotId ?? changed.snapshotId ?? newSnapshotId() });
    this.#snapshots.set(saved.snapshotId, saved);
    for (const notify of [...(this.#watchers.get(saved.snapshotId) ?? [])]) notify(copyJson(saved));
    return saved.snapshotId;
  }

  onSnapshotStateChange(snapshotId: string, callback: (snapshot: SessionSnapshot<TState>) => void): () => void {
    const group = this.#watchers.get(snapshotId) ?? new Set();
    this.#watchers.set(snapshotId, group.add(callback));
    return () => {
      group.delete(callback);
      if (group.size === 0 && this.#watchers.get(snapshotId) === group) this.#watchers.delete(snapshotId);
    };
  }
}

/** Agents give their own ids; only who uses a store directly comes here. */
function newSnapshotId(): string {
  const engine = currentEngine();
  if (engine !== undefined) return engine.randomId();
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: 'saveSnapshot was called without a snapshotId before durakit() was: give it one, or call durakit() first.',
  });
}
