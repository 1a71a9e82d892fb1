import { isMissingTable } from '../postgres/is-missing-table.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from '../postgres/database.ts';
import { isDatabaseAway } from '../postgres/is-database-away.ts';

/** Runs a statement and gives its rows. Throws UNAVAILABLE where the database does not answer, FAILED_PRECONDITION where a table is missing. */
export async function runBlobStatement<TRow extends Record<string, unknown>>(
  pool: Pick<Database['pool'], 'query'>,
  statement: string,
  values: readonly unknown[],
): Promise<TRow[]> {
  try {
    return (await pool.query<TRow>(statement, [...values])).rows;
  } catch (error) {
    if (isDatabaseAway(error)) throw away(error);
    throw isMissingTable(error) ? missingTable(error) : error;
  }
}

function away(error: unknown): DurakitError {
  const reason = error instanceof Error && error.message !== '' ? error.message : String((error as { readonly code?: unknown }).code);
  return new DurakitError({ status: 'UNAVAILABLE', message: `The database of blobs does not answer (${reason}).`, cause: error });
}

function missingTable(error: unknown): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'The table `durakit.blobs` or one beside it is missing: run `durakit migrate`.',
    cause: error,
  });
}
