import { migrateDatabase } from '../providers/postgres/migrate-database.ts';

/** Brings the database of a worker up to date; see {@link migrateDatabase}. */
export const applyMigrations: typeof migrateDatabase = migrateDatabase;
