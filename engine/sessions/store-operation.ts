import type { BegunTurn, EndedTurn } from './session-records.ts';
import type { SnapshotLookup } from './snapshot-lookup.ts';

/**
 * What durable code asks of an agent's store, which only the worker has, in as few bytes as can be. `open` gives a `LoadedSnapshot`, `begin` a
 * `BeginOutcome`, `abort` the status before.
 */
export type StoreOperation =
  | { readonly operation: 'open'; readonly lookup: SnapshotLookup }
  | ({ readonly operation: 'begin' } & BegunTurn)
  | ({ readonly operation: 'end' } & EndedTurn)
  | { readonly operation: 'abort'; readonly snapshotId: string };
