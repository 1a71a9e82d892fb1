import { Client } from 'pg';
import { toReason } from '../../development/to-reason.ts';
import { findDatabaseUrl } from '../find-database-url.ts';
import { good, problem, type Check } from './check.ts';
import { readMigrationState } from './read-migration-state.ts';

const LIMIT_MILLISECONDS = 5_000;

/** The database of `DATABASE_URL`, else of the running `durakit dev`: does it answer, has it our tables? */
export async function checkPostgres(): Promise<Check[]> {
  const url = findDatabaseUrl();
  if (url === undefined) {
    return [problem('postgres', 'no database is known', 'Start `durakit dev app.ts`, which brings one, or set DATABASE_URL to yours.')];
  }
  const client = new Client({ connectionString: url, application_name: 'durakit doctor', connectionTimeoutMillis: LIMIT_MILLISECONDS });
  // One that breaks while it is used fails the query, too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await inspect(client, url);
  } catch (error) {
    const advice = 'Check its address, user, password and database, and that the server runs.';
    return [problem('postgres', `${toPlace(url)} cannot be used: ${toReason(error)}`, advice)];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function inspect(client: Client, url: string): Promise<Check[]> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  const { known, applied } = await readMigrationState(client);
  return [
    good('postgres', `version ${rows[0]?.server_version ?? 'unknown'} at ${toPlace(url)}`),
    applied >= known
      ? good('migrations', `up to date (${applied})`)
      : problem('migrations', `${known - applied} of ${known} are not applied`, 'Run: durakit migrate'),
  ];
}

/** Without user and password. */
function toPlace(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
