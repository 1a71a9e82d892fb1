import type { SessionRecords } from '../../engine/sessions/session-records.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** The rows, and the end of their connections. */
export interface OpenSessionRecords {
  readonly records: () => Promise<SessionRecords>;
  close(): Promise<void>;
}

/** Nothing is loaded or connected before the first use. */
export function openSessionRecords(databaseUrl: string | undefined): OpenSessionRecords {
  let opening: Promise<{ records: SessionRecords; close: () => Promise<void> }> | undefined;
  return {
    records: async () => (await (opening ??= open(databaseUrl))).records,
    // what could not be opened has nothing to close, and has been said to whoever asked
    close: async () => await (await opening?.catch(() => undefined))?.close(),
  };
}

async function open(databaseUrl: string | undefined): Promise<{ records: SessionRecords; close: () => Promise<void> }> {
  if (databaseUrl === undefined) {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: 'Sessions are in PostgreSQL, and this client knows no database: set DATABASE_URL, or give `databaseUrl` to connect().',
    });
  }
  const { openSmallDatabase } = await import('../../providers/postgres/database.ts');
  const { createPostgresSessionRecords } = await import('../../providers/postgres/sessions/create-postgres-session-records.ts');
  const database = openSmallDatabase(databaseUrl);
  return { records: createPostgresSessionRecords(database), close: () => database.close() };
}
