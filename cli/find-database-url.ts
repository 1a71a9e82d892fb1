import { findRunningServices } from '../client/connection-settings.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** `DATABASE_URL`, else the database of the `durakit dev` that runs in this folder or above it. */
export function findDatabaseUrl(): string | undefined {
  return process.env['DATABASE_URL'] || findRunningServices()?.databaseUrl;
}

/** The same; throws FAILED_PRECONDITION where there is none. */
export function requireDatabaseUrl(): string {
  const url = findDatabaseUrl();
  if (url !== undefined) return url;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      'No database is known: DATABASE_URL is not set, and no `durakit dev` runs in this folder. Set DATABASE_URL or start `durakit dev app.ts`.',
  });
}
