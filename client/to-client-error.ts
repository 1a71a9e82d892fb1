import { isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { fromFailure } from '../engine/failure.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { StatusName } from '../schemas/status.ts';
import { STATUS_CODES } from '../schemas/status.ts';

/** An error of Temporal's client as a `DurakitError`: gRPC's code becomes the status, the message says what was being done. */
export function toClientError(error: unknown, { what }: { what: string }): DurakitError {
  if (error instanceof DurakitError) return error;
  if (error instanceof WorkflowNotFoundError) {
    return new DurakitError({
      status: 'NOT_FOUND',
      message: `${what}: there is no such run, or it has ended (${error.workflowId})`,
      cause: error,
    });
  }
  const grpc = error instanceof ServiceError ? error.cause : error;
  // The SDK calls whatever fails before the request is made a failed request: its cause says more.
  if (!isGrpcServiceError(grpc)) return fromFailure(grpc);
  const status = toStatus(grpc.code);
  const hint = /search attribute/i.test(grpc.details)
    ? ' Register the search attributes of durakit with the namespace: `durakit doctor` names them and says how.'
    : '';
  // of an update with start the details say only that it failed, and the SDK has put the reason into the message
  const reason = grpc.details.startsWith('Update-with-Start could not be executed') ? grpc.message : grpc.details;
  return new DurakitError({ status, message: `${what}: ${reason.replace(/\.$/, '')}.${hint}`, cause: error });
}

function toStatus(code: number): StatusName {
  const found = Object.entries(STATUS_CODES).find(([, { grpc }]) => grpc === code);
  return (found?.[0] ?? 'UNKNOWN') as StatusName;
}
