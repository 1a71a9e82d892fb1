import { DurakitError } from '../../schemas/durakit-error.ts';
import type { PayloadStore, StoredPayload } from '../../schemas/payload-store.ts';
import type { Database } from './database.ts';
import { isMissingTable } from './is-missing-table.ts';
import { isDatabaseAway } from './is-database-away.ts';

const ROWS_PER_STATEMENT = 100;
const TOUCH = "interval '1 hour'";

/** Payloads in the table `durakit.payloads`. */
export function createPostgresPayloadStore({ pool }: Pick<Database, 'pool'>): PayloadStore {
  const put = async (namespace: string, rows: readonly StoredPayload[]): Promise<void> => {
    const places = rows.map((_row, index) => `($1, $${2 * index + 2}, $${2 * index + 3})`).join(', ');
    await pool.query(
      `insert into durakit.payloads as kept (namespace, hash, data) values ${places}
       on conflict (namespace, hash) do update set used_at = now() where kept.used_at < now() - ${TOUCH}`,
      [namespace, ...rows.flatMap(({ hash, bytes }) => [Buffer.from(hash, 'hex'), bytes])],
    );
  };
  return {
    put: async (namespace, payloads) => {
      const rows = inOrder(payloads);
      for (let first = 0; first < rows.length; first += ROWS_PER_STATEMENT)
        await explain(() => put(namespace, rows.slice(first, first + ROWS_PER_STATEMENT)));
    },
    get: (namespace, hashes) => explain(() => read(pool, namespace, hashes)),
  };
}

/** One row a hash, as one statement can write it, and in one order everywhere: two writers that meet would else wait for each other. */
function inOrder(payloads: readonly StoredPayload[]): StoredPayload[] {
  return [...new Map(payloads.map((payload) => [payload.hash, payload])).values()].toSorted((left, right) =>
    left.hash < right.hash ? -1 : 1,
  );
}

interface Row {
  readonly hash: string;
  readonly data: Buffer;
  readonly is_old: boolean;
}

async function read(pool: Database['pool'], namespace: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const { rows } = await pool.query<Row>(
    `select encode(hash, 'hex') as hash, data, used_at < now() - ${TOUCH} as is_old
     from durakit.payloads where namespace = $1 and hash = any($2::bytea[])`,
    [namespace, hashes.map((hash) => Buffer.from(hash, 'hex'))],
  );
  const old = rows.filter(({ is_old: isOld }) => isOld).map(({ hash }) => hash);
  if (old.length > 0) await touchPayloads(pool, namespace, old);
  return new Map(rows.map(({ hash, data }) => [hash, data]));
}

/** Notes that payloads are used. */
export async function touchPayloads(pool: Database['pool'], namespace: string, hashes: readonly string[]): Promise<void> {
  await pool.query('update durakit.payloads set used_at = now() where namespace = $1 and hash = any($2::bytea[])', [
    namespace,
    hashes.map((hash) => Buffer.from(hash, 'hex')),
  ]);
}

async function explain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDatabaseAway(error)) throw away(error);
    throw isMissingTable(error) ? missingTable(error) : error;
  }
}

function away(error: unknown): DurakitError {
  const reason = error instanceof Error && error.message !== '' ? error.message : String((error as { readonly code?: unknown }).code);
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `The database of payloads does not answer (${reason}).`,
    cause: error,
  });
}

function missingTable(error: unknown): DurakitError {
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: 'The table `durakit.payloads` is missing, which holds long inputs and results: run `durakit migrate`.',
    cause: error,
  });
}
