import { DurakitError, type DurakitErrorOptions } from '../schemas/durakit-error.ts';
import type { FailureData, FailureDetails } from '../schemas/failure-data.ts';
import { isStatusName, NON_RETRYABLE_STATUSES, type StatusName } from '../schemas/status.ts';
import { toBearable, toBearableText, toLenientJson } from './to-bearable.ts';

/** Readies an error for the border. Stacks and causes stay behind, in the worker's log. */
export function toFailureData(error: unknown): FailureData {
  const known = toDurakitError(error);
  const verbatim = known.message === known.originalMessage;
  const details = toBearable(known.details);
  return {
    type: verbatim && known.cause instanceof Error ? known.cause.name : known.status,
    message: toBearableText(known.message),
    nonRetryable: known.nonRetryable || NON_RETRYABLE_STATUSES.includes(known.status),
    details: [
      {
        status: known.status,
        message: toBearableText(known.originalMessage),
        ...(verbatim && { verbatim }),
        ...(details !== undefined && { details }),
        ...(known.source !== undefined && { source: known.source }),
        ...(known.step !== undefined && { step: known.step }),
      },
    ],
  };
}

/** A foreign error becomes INTERNAL and keeps its own words. `step`: the one that the flow called, also where a step within it failed. */
export function toDurakitError(error: unknown, step?: string): DurakitError {
  if (error instanceof DurakitError) return step === undefined || error.step === step ? error : withStep(error, step);
  const wrapped = new DurakitError({
    status: foreignStatus(error),
    message: messageOf(error),
    verbatim: true,
    cause: error,
    ...(step !== undefined && { step }),
  });
  return withStackOf(wrapped, error);
}

/** Where it was thrown says more than where it was wrapped. */
function withStackOf(wrapped: DurakitError, error: unknown): DurakitError {
  if (error instanceof Error && error.stack !== undefined) wrapped.stack = error.stack;
  return wrapped;
}

/** Anything can be thrown. */
function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') return error.message;
  if (typeof error === 'object' && error !== null) return toLenientJson(error) ?? 'an object was thrown';
  return typeof error === 'string' ? error : `${String(error)} was thrown`;
}

/** Errors of Genkit's own class, or of any library that uses gRPC's status names, keep their status. */
function foreignStatus(error: unknown): StatusName {
  if (isAbort(error)) return 'CANCELLED';
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return isStatusName(status) ? status : 'INTERNAL';
}

function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

function withStep(error: DurakitError, step: string): DurakitError {
  return copyError(error, { step });
}

/** The same error as one that is never tried again. */
export function toFinalError(error: unknown): DurakitError {
  const known = toDurakitError(error);
  return known.nonRetryable ? known : copyError(known, { nonRetryable: true, cause: known.cause ?? known });
}

/** The same error with something more to tell: its words, its stack and, as the cause, itself. */
export function copyError(
  error: DurakitError,
  changed: Pick<DurakitErrorOptions, 'step' | 'nonRetryable' | 'cause' | 'details'>,
): DurakitError {
  const wrapped = new DurakitError({
    status: error.status,
    message: error.originalMessage,
    verbatim: error.message === error.originalMessage,
    nonRetryable: error.nonRetryable,
    details: error.details,
    cause: error,
    ...(error.source !== undefined && { source: error.source }),
    ...(error.step !== undefined && { step: error.step }),
    ...changed,
  });
  return withStackOf(wrapped, error);
}

/**
 * Any error of Temporal's SDK, in the sandbox or at a client, as a `DurakitError`.
 * Read by shape, not by class: the engine does not import Temporal, and the sandbox is another realm.
 */
export function fromFailure(failure: unknown, step?: string): DurakitError {
  if (failure instanceof DurakitError) return toDurakitError(failure, step);
  const shape = (typeof failure === 'object' && failure !== null ? failure : {}) as FailureShape;
  switch (shape.name) {
    case 'ActivityFailure':
    case 'ChildWorkflowFailure':
    case 'WorkflowFailedError':
    case 'WorkflowFailureError':
      return fromFailure(shape.cause ?? `${shape.message ?? 'the run failed'}`, step);
    case 'ApplicationFailure':
      return fromApplicationFailure(shape, step);
    case 'WorkflowExecutionAlreadyStartedError':
      return statusError('ALREADY_EXISTS', 'a run with this id exists already', { failure, step });
    case 'CancelledFailure':
      return statusError('CANCELLED', `${subject(step)} was cancelled`, { failure, step, details: shape.details?.[0] });
    case 'TerminatedFailure':
      return statusError(
        'ABORTED',
        `${subject(step)} was terminated${shape.message === undefined || shape.message === '' ? '' : `: ${shape.message}`}`,
        { failure, step },
      );
    case 'TimeoutFailure':
      return statusError('DEADLINE_EXCEEDED', `${subject(step)} ${timeoutText(shape.timeoutType)}`, { failure, step });
    default:
      return toDurakitError(failure, step);
  }
}

interface FailureShape {
  readonly name?: string;
  readonly message?: string;
  readonly type?: string | null;
  readonly cause?: unknown;
  readonly details?: readonly unknown[] | null;
  readonly timeoutType?: string;
  readonly stack?: string;
}

function fromApplicationFailure(failure: FailureShape, step: string | undefined): DurakitError {
  const carried = failure.details?.[0] as Partial<FailureDetails> | undefined;
  const stepName = step ?? carried?.step;
  if (carried === undefined || !isStatusName(carried.status)) {
    const status = isStatusName(failure.type) ? failure.type : 'INTERNAL';
    return statusError(status, failure.message ?? 'unknown failure', { failure, step: stepName, verbatim: true });
  }
  const error = new DurakitError({
    status: carried.status,
    message: carried.message ?? failure.message ?? '',
    verbatim: carried.verbatim === true,
    cause: failure,
    ...(carried.details !== undefined && { details: carried.details }),
    ...(carried.source !== undefined && { source: carried.source }),
    ...(stepName !== undefined && { step: stepName }),
  });
  // Where it was thrown, in the user's step, says more than where it was unpacked.
  if (failure.stack !== undefined && failure.stack !== '') error.stack = failure.stack;
  return error;
}

function statusError(
  status: StatusName,
  message: string,
  { failure, step, verbatim = false, details }: { failure: unknown; step: string | undefined; verbatim?: boolean; details?: unknown },
): DurakitError {
  return new DurakitError({
    status,
    message,
    verbatim,
    cause: failure,
    // Temporal's null of a JSON `undefined` says nothing
    ...(details !== undefined && details !== null && { details }),
    ...(step !== undefined && { step }),
  });
}

function subject(step: string | undefined): string {
  return step === undefined ? 'the run' : `step '${step}'`;
}

function timeoutText(timeoutType: string | undefined): string {
  if (timeoutType === 'HEARTBEAT')
    return 'gave no sign of life within its heartbeat timeout: its worker died or its event loop was blocked';
  if (timeoutType === 'SCHEDULE_TO_START') return 'was not taken by any worker in time';
  return 'did not finish within its timeout';
}
