import { join } from 'node:path';

/** What PostgreSQL for development keeps in its data folder. */
export interface PostgresFiles {
  readonly folder: string;
  /** PGDATA. */
  readonly data: string;
  /** The superuser's password: random, made with the data. */
  readonly password: string;
  readonly log: string;
  readonly record: string;
}

export function toPostgresFiles(folder: string): PostgresFiles {
  return {
    folder,
    data: join(folder, 'data'),
    password: join(folder, 'password'),
    log: join(folder, 'postgres.log'),
    record: join(folder, 'process.json'),
  };
}
