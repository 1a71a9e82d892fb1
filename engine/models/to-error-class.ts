import type { DurakitError } from '../../schemas/durakit-error.ts';
import { ERROR_CLASSES, type ErrorClass } from '../../schemas/error-class.ts';
import type { StatusName } from '../../schemas/status.ts';

/** What a status says where whoever threw the error said no more. */
const CLASS_OF_STATUS: Partial<Readonly<Record<StatusName, ErrorClass>>> = {
  RESOURCE_EXHAUSTED: 'rate_limit',
  UNAVAILABLE: 'overloaded',
  INTERNAL: 'overloaded',
  UNKNOWN: 'overloaded',
  ABORTED: 'overloaded',
  DEADLINE_EXCEEDED: 'timeout',
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'auth',
};

/** The class of an error of a model call: that of its details, else what its status says. */
export function toErrorClass(error: DurakitError): ErrorClass {
  const told = (error.details as { class?: unknown } | undefined)?.class;
  const known = ERROR_CLASSES.find((name) => name === told);
  if (known !== undefined) return known;
  if (error.name === 'GenerationBlockedError') return 'content_filter';
  return CLASS_OF_STATUS[error.status] ?? 'invalid_request';
}
