import type { RuntimeError } from '../../schemas/session-snapshot.ts';
import { toDurakitError } from '../failure.ts';
import { toBearable } from '../to-bearable.ts';

/** An error as data: its status, its words, and the details that were given on purpose. The thrown value itself stays here. */
export function toRuntimeError(error: unknown): RuntimeError {
  const known = toDurakitError(error);
  const { detail, details = detail } = (typeof error === 'object' && error !== null ? error : {}) as {
    detail?: unknown;
    details?: unknown;
  };
  const given = toBearable(known.details ?? details);
  return { status: known.status, message: known.message, ...(given !== undefined && { details: given }) };
}
