import type { SessionRecords } from '../../../engine/sessions/session-records.ts';
import type { Database } from '../database.ts';
import { abortTurn } from './abort-turn.ts';
import { beginTurn } from './begin-turn.ts';
import { checkId } from './check-id.ts';
import { deleteSession } from './delete-session.ts';
import { endTurn } from './end-turn.ts';
import { listSnapshots } from './find-snapshot.ts';
import { listSessions, listUnusedSessions } from './list-sessions.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { runInTransaction } from './run-in-transaction.ts';
import { searchSessions } from './search-sessions.ts';
import { toSnapshotRow } from './snapshot-row.ts';

/** Sessions in the tables of `session-tables.ts`, their messages in the message store of the same database. */
export function createPostgresSessionRecords({ orm }: Pick<Database, 'orm'>): SessionRecords {
  return {
    load: async (agent, lookup) => await runInTransaction(orm, (transaction) => loadSnapshot(transaction, { agent, lookup })),
    begin: async (agent, turn) => await runInTransaction(orm, (transaction) => beginTurn(transaction, agent, turn)),
    end: async (agent, turn) => await runInTransaction(orm, (transaction) => endTurn(transaction, agent, turn)),
    abort: async (agent, snapshotId) => {
      checkId('snapshot id', snapshotId);
      return await runInTransaction(orm, (transaction) => abortTurn(transaction, { agent, snapshotId }));
    },
    list: async (filter) => await runInTransaction(orm, (transaction) => listSessions(transaction, filter)),
    history: async (agent, sessionId) => {
      checkId('session id', sessionId);
      const rows = await runInTransaction(orm, (transaction) => listSnapshots(transaction, { agent, sessionId }));
      return rows.map((row) => toSnapshotRow(row));
    },
    search: async (search) => await runInTransaction(orm, (transaction) => searchSessions(transaction, search)),
    delete: async (agent, sessionId) => {
      checkId('session id', sessionId);
      return await runInTransaction(orm, (transaction) => deleteSession(transaction, { agent, sessionId }));
    },
    listUnused: async (since, limit) => await runInTransaction(orm, (transaction) => listUnusedSessions(transaction, since, limit)),
  };
}
