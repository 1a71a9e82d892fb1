import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolConfig } from 'pg';

/** Our tables' database: drizzle over one pool. */
export interface Database {
  readonly orm: NodePgDatabase;
  readonly pool: Pool;
  close(): Promise<void>;
}

const FEW_CONNECTIONS = 5;
/** A host that does not answer at all. */
const CONNECT_MILLISECONDS = 5_000;

/** A small pool beside the main one: idle connections do not keep a process alive, and a host that is silent is given up after 5 s. */
export function openSmallDatabase(url: string): Database {
  return openDatabase(url, { allowExitOnIdle: true, max: FEW_CONNECTIONS, connectionTimeoutMillis: CONNECT_MILLISECONDS });
}

/**
 * Opens a pool; connections are made when they are needed. One that breaks is dropped, not thrown at the process: the statement that runs or
 * comes next fails.
 */
export function openDatabase(url: string, options: Pick<PoolConfig, 'allowExitOnIdle' | 'connectionTimeoutMillis' | 'max'> = {}): Database {
  const pool = new Pool({ connectionString: url, application_name: 'durakit', ...options });
  pool.on('error', () => undefined);
  // the pool listens to idle connections only, and one in a transaction is between statements most of the time
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { orm: drizzle(pool), pool, close: () => pool.end() };
}
