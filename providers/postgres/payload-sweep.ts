import { openDatabase, type Database } from './database.ts';
import { touchPayloads } from './postgres-payload-store.ts';

const ROWS_PER_STATEMENT = 500;

/** The table `durakit.payloads` of one namespace, as a sweep sees it: what was last used before one moment is old. */
export interface PayloadSweep {
  /** The moment, by the database's clock. */
  readonly before: Date;
  /** How many payloads are old. */
  countOld(): Promise<number>;
  /** Notes that payloads are needed: they are old no more. */
  keep(hashes: readonly string[]): Promise<void>;
  /** Deletes some that are old, fewer than 500; those that are written or read meanwhile stay. Gives how many, 0 where none is left, and their bytes. */
  deleteSome(): Promise<{ readonly payloads: number; readonly bytes: number }>;
  close(): Promise<void>;
}

/** Opens a sweep of what has not been used for so long. */
export async function openPayloadSweep(url: string, namespace: string, graceMilliseconds: number): Promise<PayloadSweep> {
  const database = openDatabase(url, { allowExitOnIdle: true, max: 1 });
  try {
    return { ...(await startSweep(database, namespace, graceMilliseconds)), close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startSweep({ pool }: Database, namespace: string, graceMilliseconds: number): Promise<Omit<PayloadSweep, 'close'>> {
  const { rows: clock } = await pool.query<{ before: Date }>('select now() - make_interval(secs => $1) as before', [
    graceMilliseconds / 1000,
  ]);
  const before = clock[0]?.before ?? new Date(0);
  const isOld = 'namespace = $1 and used_at < $2';
  return {
    before,
    countOld: async () => {
      const { rows } = await pool.query<{ count: string }>(`select count(*) from durakit.payloads where ${isOld}`, [namespace, before]);
      return Number(rows[0]?.count ?? 0);
    },
    keep: (hashes) => touchPayloads(pool, namespace, hashes),
    deleteSome: async () => {
      // A row whose use was noted while the statement waited for it is looked at again by PostgreSQL, and stays.
      const { rows } = await pool.query<{ bytes: number }>(
        `delete from durakit.payloads where ${isOld} and hash in
           (select hash from durakit.payloads where ${isOld} order by used_at limit ${ROWS_PER_STATEMENT} for update skip locked)
         returning octet_length(data) as bytes`,
        [namespace, before],
      );
      return { payloads: rows.length, bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
  };
}
