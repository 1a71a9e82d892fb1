import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SnapshotLookup } from './snapshot-lookup.ts';

/** Snapshots that need not be loaded. */
export interface SessionMemory {
  find(lookup: SnapshotLookup): SessionSnapshot | undefined;
  /** Those that are completed are kept: the others may still change. */
  remember(snapshot: SessionSnapshot): void;
  /** What was known may be gone. */
  forget(): void;
}

/** What the run of a session knows. */
export interface LatestSnapshot extends SessionMemory {
  readonly latest: SessionSnapshot | undefined;
}

/** For the workflow of a session, to which nobody else adds turns: the newest snapshot is also found by its session. */
export function createLatestSnapshot(): LatestSnapshot {
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

const KEPT_SNAPSHOTS = 8;

/** For flows: others may add turns to the same session, so a session's newest snapshot is always asked for. */
export function createSnapshotMemory(): SessionMemory {
  const snapshots = new Map<string, SessionSnapshot>();
  return {
    find: (lookup) => ('snapshotId' in lookup ? snapshots.get(lookup.snapshotId) : undefined),
    forget: () => snapshots.clear(),
    remember: (snapshot) => {
      if (snapshot.status !== 'completed') return;
      snapshots.delete(snapshot.snapshotId);
      snapshots.set(snapshot.snapshotId, snapshot);
      const [oldest] = snapshots.keys();
      if (snapshots.size > KEPT_SNAPSHOTS && oldest !== undefined) snapshots.delete(oldest);
    },
  };
}
