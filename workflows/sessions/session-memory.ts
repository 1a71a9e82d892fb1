import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SnapshotLookup } from '../../engine/sessions/snapshot-lookup.ts';

/** The snapshot that a session's run is at: the next turn continues it and need not load it. */
export interface SessionMemory {
  /** The newest completed snapshot, by its own id, or by its session's: nobody else adds turns to a session. */
  find(lookup: SnapshotLookup): SessionSnapshot | undefined;
  readonly latest: SessionSnapshot | undefined;
  remember(snapshot: SessionSnapshot): void;
  forget(): void;
}

/** Nothing is known yet. */
export function createSessionMemory(): SessionMemory {
  let latest: SessionSnapshot | undefined;
  return {
    find: (lookup) => ('sessionId' in lookup || lookup.snapshotId === latest?.snapshotId ? latest : undefined),
    get latest() {
      return latest;
    },
    remember: (snapshot) => {
      if (snapshot.status === 'completed') latest = snapshot;
    },
    forget: () => {
      latest = undefined;
    },
  };
}
