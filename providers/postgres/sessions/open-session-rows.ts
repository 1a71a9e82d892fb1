import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';
import { openSmallDatabase } from '../database.ts';
import type { SnapshotKey } from './find-snapshot.ts';
import { loadSnapshot, type LoadRequest } from './load-snapshot.ts';
import { runInTransaction } from './run-in-transaction.ts';
import { saveSnapshot, type SaveRequest } from './save-snapshot.ts';
import { watchSnapshot } from './snapshot-watch.ts';

/** What a `SessionStore` needs of the rows of one database. */
export interface SessionRows {
  load(request: LoadRequest): Promise<SessionSnapshot | undefined>;
  save(request: SaveRequest): Promise<string | null>;
  /** See {@link watchSnapshot}. */
  watch(key: SnapshotKey, onChange: () => void): () => void;
}

/** All stores of a process share the connections to one database; idle ones do not keep the process alive. */
const known = new Map<string, SessionRows>();

/** A connection is made when the first row is read. */
export function openSessionRows(url: string): SessionRows {
  const rows = known.get(url) ?? createSessionRows(url);
  known.set(url, rows);
  return rows;
}

function createSessionRows(url: string): SessionRows {
  const { orm } = openSmallDatabase(url);
  return {
    load: async (request) => (await runInTransaction(orm, (transaction) => loadSnapshot(transaction, request)))?.snapshot,
    save: async (request) => await runInTransaction(orm, (transaction) => saveSnapshot(transaction, request)),
    watch: (key, onChange) => watchSnapshot(url, key, onChange),
  };
}
