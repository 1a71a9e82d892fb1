import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Operation } from '../../schemas/operation.ts';
import { isStatusName } from '../../schemas/status.ts';

/** A job that its vendor gave up, as an error: with the status that the vendor's words carry, else ABORTED. Never tried again. */
export function toOperationError(operation: Operation): DurakitError {
  const {
    message,
    status,
    class: errorClass,
  }: NonNullable<Operation['error']> = operation.error ?? {
    message: 'the vendor said nothing about it',
  };
  return new DurakitError({
    status: isStatusName(status) && status !== 'OK' ? status : 'ABORTED',
    message: `Operation ${operation.id} failed: ${message}`,
    details: { ...(typeof errorClass === 'string' && { class: errorClass }), operation },
    nonRetryable: true,
  });
}

/** The job took longer than it may. */
export function toDeadlineError({ id }: Pick<Operation, 'id'>, deadline: number, operation?: Operation): DurakitError {
  return new DurakitError({
    status: 'DEADLINE_EXCEEDED',
    message: `Operation ${id} was not done within ${Math.round(deadline / 1000)} s. Give the background model a longer 'deadline' if its jobs take that long.`,
    ...(operation !== undefined && { details: { operation } }),
    nonRetryable: true,
  });
}
