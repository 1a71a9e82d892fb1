import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../until-aborted.ts';

export interface WaitForPostgresOptions {
  readonly databaseUrl: string;
  /** Milliseconds after which no further attempt is made; one attempt has 10 s. */
  readonly limit: number;
  /** Created where it is missing, with the rights of the URL's user. */
  readonly createDatabase?: string;
  readonly signal?: AbortSignal | undefined;
}

const POLL_MS = 25;
const CONNECT_LIMIT_MS = 10_000;
/** Not up yet (57P03 is `cannot_connect_now`: starting or recovering); everything else will not become better. */
const PASSING_CODES: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', '57P03'];

/** Returns when the server answers a query. Throws the signal's reason on abort, the last error otherwise. */
export async function waitForPostgres(options: WaitForPostgresOptions): Promise<void> {
  const deadline = Date.now() + options.limit;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await untilAborted(attempt(options), options.signal);
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      if (!PASSING_CODES.includes((error as { code?: unknown }).code) || Date.now() > deadline) throw error;
    }
    await sleep(POLL_MS, undefined, { signal: options.signal });
  }
}

async function attempt({ databaseUrl, createDatabase }: WaitForPostgresOptions): Promise<void> {
  // loaded here: whoever only asks where a server runs does not need it
  const { default: postgres } = await import('pg');
  const client = new postgres.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => undefined); // the query in progress reports it
  try {
    await client.connect();
    await client.query('select 1');
    if (createDatabase !== undefined) await create(client, createDatabase);
  } finally {
    await client.end().catch(() => undefined); // never connected: there is nothing to end
  }
}

interface QueryClient {
  query(text: string, values?: unknown[]): Promise<{ rowCount: number | null }>;
  escapeIdentifier(text: string): string;
}

async function create(client: QueryClient, name: string): Promise<void> {
  const found = await client.query('select from pg_database where datname = $1', [name]);
  if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
}
