import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../../providers/postgres/database.ts';
import { migrateDatabase } from '../../../providers/postgres/migrate-database.ts';

/** A database of a test's own on the server of the integration tests: nobody else's rows are in it. Dropped with `await using`. */
export async function createOwnDatabase({ isMigrated = true } = {}): Promise<Database & AsyncDisposable & { readonly url: string }> {
  const server = process.env['DATABASE_URL'] ?? '';
  const name = `own_${randomUUID().replaceAll('-', '')}`;
  await runOnServer(server, `create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  if (isMigrated) await migrateDatabase(url);
  const database = openDatabase(url);
  const close = async (): Promise<void> => {
    await database.close();
    await runOnServer(server, `drop database ${name} with (force)`);
  };
  return { ...database, url, close, [Symbol.asyncDispose]: close };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const database = openDatabase(url);
  try {
    await database.pool.query(statement);
  } finally {
    await database.close();
  }
}
