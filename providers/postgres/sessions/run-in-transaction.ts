import { DrizzleQueryError } from 'drizzle-orm';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { Database } from '../database.ts';
import { isDatabaseAway } from '../is-database-away.ts';
import { toStatementError } from '../run-statement.ts';

/** What runs the statements of one transaction. */
export type Transaction = Parameters<Parameters<Database['orm']['transaction']>[0]>[0];

/** PostgreSQL's `serialization_failure` and `deadlock_detected`: one of two gives way, and goes well the next time. */
const GAVE_WAY: readonly unknown[] = ['40001', '40P01'];
const TRIES = 5;

/**
 * Runs `work` in one transaction, again where it had to give way to another one. Read committed, whatever the database's default: after
 * a row's lock the next statement must see what its holder did. Throws UNAVAILABLE where the database is away, FAILED_PRECONDITION
 * where a table is missing.
 */
export async function runInTransaction<T>(orm: Database['orm'], work: (transaction: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await orm.transaction(work, { isolationLevel: 'read committed' });
    } catch (error) {
      const cause = error instanceof DrizzleQueryError ? toStatementError(error) : error;
      if (tries < TRIES && GAVE_WAY.includes((cause as { readonly code?: unknown } | null)?.code)) continue;
      throw isDatabaseAway(cause) ? toUnavailable(cause) : cause;
    }
  }
}

function toUnavailable(error: unknown): DurakitError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `The database of the sessions did not answer (${reason}). What was asked of it can be asked again.`,
    cause: error,
  });
}
