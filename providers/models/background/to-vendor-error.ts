import type { ModelOperation } from '../../../engine/operations/background-model.ts';
import type { ModelErrorDetails } from '../../../schemas/model-error-details.ts';
import { STATUS_CODES, type StatusName } from '../../../schemas/status.ts';
import { StreamPartError } from '../stream-part-error.ts';
import { toModelError } from '../to-model-error.ts';

/** A failure as vendors write it into an answer of status 200: Google's `google.rpc.Status`, or a code and a message. */
export interface ReportedFailure {
  /** A number of gRPC, or a word. */
  readonly code?: unknown;
  readonly message?: unknown;
  readonly status?: unknown;
}

/** Where an answer came from. */
export interface AnswerOrigin {
  /** The model's full name. */
  readonly source: string;
  /** Blotted out of errors. */
  readonly secrets: readonly string[];
}

/** The error of a job that failed at its vendor: the vendor's words, and what they mean (`status`, `class`, `vendorCode` …). */
export function toVendorError(failure: ReportedFailure, origin: AnswerOrigin): NonNullable<ModelOperation['error']> {
  const error = toModelError(toReportedError(failure), origin);
  const { vendorMessage, ...meaning } = error.details as ModelErrorDetails;
  return { message: vendorMessage ?? error.originalMessage, status: toStatusName(failure) ?? error.status, ...meaning };
}

/** A failure within an answer as something that `toModelError` takes. gRPC's numbers become their names, which it knows. */
export function toReportedError(failure: ReportedFailure): StreamPartError {
  const word = toStatusName(failure);
  return new StreamPartError('error', { error: { ...failure, ...(word !== undefined && { code: word }) } });
}

function toStatusName({ code, status }: ReportedFailure): StatusName | undefined {
  const names = Object.keys(STATUS_CODES) as StatusName[];
  return names.find((name) => name === status || name === code || STATUS_CODES[name].grpc === code);
}
