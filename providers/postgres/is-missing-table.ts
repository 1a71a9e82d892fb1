/** PostgreSQL's `undefined_table`. */
const UNDEFINED_TABLE = '42P01';

/** Whether a statement has failed for want of a table. drizzle wraps the error of the driver. */
export function isMissingTable(error: unknown): boolean {
  const cause = (error as { readonly cause?: unknown } | null | undefined)?.cause ?? error;
  return (cause as { readonly code?: unknown } | null | undefined)?.code === UNDEFINED_TABLE;
}
