import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';

/** Options of {@link selectLeaf}. */
export interface SelectLeafOptions {
  readonly sessionId: string;
  /** True: a session with two leaves is an error, FAILED_PRECONDITION. Default: the newest of them. */
  readonly rejectBranchingSessions?: boolean | undefined;
}

/**
 * The newest snapshot of one session that no other continues; of two as old as each other, the later in the list. One that failed or was
 * aborted only counts where all leaves are so: a try from an older snapshot that came to nothing does not hide what came after that. Source of words and rules: Genkit `ai/src/session-stores.ts`.
 */
export function selectLeaf<TState>(
  snapshots: readonly SessionSnapshot<TState>[],
  { sessionId, rejectBranchingSessions = false }: SelectLeafOptions,
): SessionSnapshot<TState> | undefined {
  if (snapshots.length === 0) return undefined;
  const parents = new Set(snapshots.map(({ parentId }) => parentId));
  const leaves = snapshots.filter(({ snapshotId }) => !parents.has(snapshotId));
  if (leaves.length === 0) {
    throw refusal(`Session '${sessionId}' has no leaf snapshot (corrupt or cyclic history). Resume by snapshotId instead.`);
  }
  if (leaves.length > 1 && rejectBranchingSessions) {
    throw refusal(
      `Session '${sessionId}' has branching snapshots (${leaves.length} leaves), so there is no single latest snapshot. ` +
        'This happens when a conversation is branched (e.g. regenerate). Resume by snapshotId instead.',
    );
  }
  const good = leaves.filter(({ status }) => !isUndone(status));
  return (good.length > 0 ? good : leaves).reduce((latest, leaf) => (leaf.createdAt >= latest.createdAt ? leaf : latest));
}

/** Whether a turn came to nothing. */
export function isUndone(status: SnapshotStatus | undefined): boolean {
  return status === 'failed' || status === 'aborted';
}

function refusal(message: string): DurakitError {
  return new DurakitError({ status: 'FAILED_PRECONDITION', message });
}
