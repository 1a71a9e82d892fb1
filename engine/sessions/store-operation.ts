import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { BegunTurn, EndedTurn } from './session-records.ts';
import type { SnapshotLookup } from './snapshot-lookup.ts';

/** What flow code asks of an agent's store, which only the worker has: with whole snapshots, as any store knows them. */
export type SnapshotOperation =
  | { readonly operation: 'load'; readonly lookup: SnapshotLookup }
  | { readonly operation: 'save'; readonly snapshot: SessionSnapshot }
  | { readonly operation: 'abort'; readonly snapshotId: string };

/** What a session asks: the same in as few bytes as can be. `open` gives a `LoadedSnapshot`, `begin` a `BeginOutcome`. */
export type TurnOperation =
  | { readonly operation: 'open'; readonly lookup: SnapshotLookup }
  | ({ readonly operation: 'begin' } & BegunTurn)
  | ({ readonly operation: 'end' } & EndedTurn);

export type StoreOperation = SnapshotOperation | TurnOperation;
