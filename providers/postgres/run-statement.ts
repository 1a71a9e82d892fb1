import type { SQL } from 'drizzle-orm';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from './database.ts';
import { isMissingTable } from './is-missing-table.ts';

/** What runs statements: the database, or a transaction of it. */
export type StatementRunner = Pick<Database['orm'], 'execute'>;

/**
 * Runs a statement and gives its rows. Errors are the driver's own: drizzle's have the statement with all its parameters in the message,
 * and those belong to people's conversations. Throws FAILED_PRECONDITION where a table is missing.
 */
export async function runStatement<TRow extends Record<string, unknown>>(orm: StatementRunner, statement: SQL): Promise<TRow[]> {
  try {
    return (await orm.execute(statement)).rows as TRow[];
  } catch (error) {
    throw toStatementError(error);
  }
}

/** What an error of drizzle is about, without the statement's parameters. */
export function toStatementError(error: unknown): unknown {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (!isMissingTable(cause)) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The database lacks a table of durakit (${reason}): run \`durakit migrate\`.`,
    cause,
  });
}
