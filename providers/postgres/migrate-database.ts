import path from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** Any number will do, if it is ours alone: the hash of 'durakit' in PostgreSQL's `hashtext`. */
const LOCK = 1_287_631_174;
const TABLE = 'migrations';
const SCHEMA = 'durakit';

/**
 * Brings the database up to date under an advisory lock: of several processes that start at once, one migrates and the
 * others wait. Returns how many migrations were applied. Throws UNAVAILABLE where no database answers.
 */
export async function migrateDatabase(url: string): Promise<{ applied: number }> {
  const client = new Client({ connectionString: url, application_name: 'durakit migrate', connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(error);
  }
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const before = await countApplied(client);
    await migrate(drizzle(client), { migrationsFolder: findMigrations(), migrationsSchema: SCHEMA, migrationsTable: TABLE });
    return { applied: (await countApplied(client)) - before };
  } finally {
    await client.end();
  }
}

async function countApplied(client: Client): Promise<number> {
  const { rows } = await client.query<{ exists: boolean }>(`select to_regclass($1) is not null as exists`, [`${SCHEMA}.${TABLE}`]);
  if (rows[0]?.exists !== true) return 0;
  const counted = await client.query<{ count: number }>(`select count(*)::int as count from ${SCHEMA}.${TABLE}`);
  return counted.rows[0]?.count ?? 0;
}

/** Beside the rooms, from source and in the built package alike. */
function findMigrations(): string {
  const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
  if (existsSync(path.join(folder, 'meta', '_journal.json'))) return folder;
  throw new DurakitError({ status: 'INTERNAL', message: `The migrations are missing from this installation: there is no ${folder}.` });
}

function unreachable(error: unknown): DurakitError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `No PostgreSQL answers at DATABASE_URL (${reason}). Start one for development with \`durakit dev app.ts\`, or set DATABASE_URL to yours.`,
    cause: error,
  });
}
