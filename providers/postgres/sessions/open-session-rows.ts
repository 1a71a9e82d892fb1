import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';
import { openDatabase } from '../database.ts';
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

const MOST_CONNECTIONS = 5;
/** A host that does not answer at all. */
const CONNECT_MILLISECONDS = 5_000;

/** All stores of a process share the connections to one database; idle ones do not keep the process alive. */
const known = new Map<string, SessionRows>();

/** A connection is made when the first row is read. */
export function openSessionRows(url: string): SessionRows {
  const rows = known.get(url) ?? createSessionRows(url);
  known.set(url, rows);
  return rows;
}

function createSessionRows(url: string): SessionRows {
  const { orm } = openDatabase(url, { allowExitOnIdle: true, max: MOST_CONNECTIONS, connectionTimeoutMillis: CONNECT_MILLISECONDS });
  return {
    load: async (request) => (await runInTransaction(orm, (transaction) => loadSnapshot(transaction, request)))?.snapshot,
    save: async (request) => await runInTransaction(orm, (transaction) => saveSnapshot(transaction, request)),
    watch: (key, onChange) => watchSnapshot(url, key, onChange),
  };
}
