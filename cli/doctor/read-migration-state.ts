import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { z } from 'zod';

const JournalSchema = z.object({ entries: z.array(z.unknown()) });

/** Where drizzle keeps what it has applied: as in providers/postgres/migrate-database.ts. */
const TABLE = 'durakit.migrations';

/** How many migrations this version has, and how many of them the database has. */
export async function readMigrationState(client: Client): Promise<{ known: number; applied: number }> {
  const journal = await readFile(new URL('../../migrations/meta/_journal.json', import.meta.url), 'utf8');
  return { known: JournalSchema.parse(JSON.parse(journal)).entries.length, applied: await countApplied(client) };
}

async function countApplied(client: Client): Promise<number> {
  const { rows } = await client.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [TABLE]);
  if (rows[0]?.exists !== true) return 0;
  const counted = await client.query<{ count: number }>(`select count(*)::int as count from ${TABLE}`);
  return counted.rows[0]?.count ?? 0;
}
