import { DurakitError } from '../schemas/durakit-error.ts';
import { STATUS_CODES, type StatusName } from '../schemas/status.ts';

/** How much an error tells, and what goes with it. */
export interface ErrorResponseOptions {
  readonly showInternalErrors: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An error as Genkit answers it: `{message, status, details?}` with the status's HTTP code. Words that were not made for
 * callers (of a database driver, of a bug) are `Internal Error`.
 */
export function toErrorResponse(error: unknown, { showInternalErrors, headers }: ErrorResponseOptions): Response {
  const body = toBody(error, showInternalErrors);
  return Response.json(body, { status: STATUS_CODES[body.status].http, headers });
}

function toBody(error: unknown, showInternalErrors: boolean): { message: string; status: StatusName; details?: unknown } {
  if (error instanceof DurakitError && (showInternalErrors || !isForeign(error))) return error.toJSON();
  const message = error instanceof Error ? error.message : String(error);
  return { message: showInternalErrors ? message : 'Internal Error', status: 'INTERNAL' };
}

/** An error that some library threw in a flow or step: it crossed the border verbatim, without a status of its own. */
function isForeign(error: DurakitError): boolean {
  return error.status === 'INTERNAL' && error.message === error.originalMessage;
}
