import { DurakitError } from '../../schemas/durakit-error.ts';
import type { StatusName } from '../../schemas/status.ts';
import type { ModelErrorDetails } from '../../schemas/model-error-details.ts';
import { classifyModelError, type ClassifiedFailure } from './classify-model-error.ts';
import { createRedactor } from './create-redactor.ts';
import type { FailureKind, ProviderFailure } from './read-provider-failure.ts';
import { isErrorLike, toSafeCause } from './to-safe-cause.ts';

/** Where an error came up. */
export interface ModelErrorContext {
  /** The model's full name: the error's `source`. */
  readonly source: string;
  /** Texts that must not be in the error: keys, and headers that carry some. */
  readonly secrets?: readonly string[];
  /** The call's own: once it has fired, the call was cancelled, whatever was thrown. */
  readonly abortSignal?: AbortSignal;
  /** Of the answer whose stream failed. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}

/** HTTP's statuses. Other ones from 500 on are UNAVAILABLE, the rest is UNKNOWN. */
const STATUS_OF_HTTP: Readonly<Record<number, StatusName>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  402: 'RESOURCE_EXHAUSTED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  408: 'DEADLINE_EXCEEDED',
  409: 'ABORTED',
  413: 'INVALID_ARGUMENT',
  422: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  504: 'DEADLINE_EXCEEDED',
};

/** Words in the code or type of an error that came without an HTTP status; the first that fits counts. */
const STATUS_OF_WORD: readonly (readonly [RegExp, StatusName])[] = [
  [/rate.?limit|too.?many|quota|exhausted|insufficient/i, 'RESOURCE_EXHAUSTED'],
  [/time.?out|deadline/i, 'DEADLINE_EXCEEDED'],
  [/authentication|unauthenticated|unauthorized|api.?key/i, 'UNAUTHENTICATED'],
  [/permission|forbidden/i, 'PERMISSION_DENIED'],
  [/not.?found/i, 'NOT_FOUND'],
  [/invalid|too.?large|too.?long/i, 'INVALID_ARGUMENT'],
  [/overloaded|unavailable|server|internal|api_error/i, 'UNAVAILABLE'],
];

const STATUS_OF_KIND: Readonly<Record<Exclude<FailureKind, 'http' | 'reported'>, StatusName>> = {
  cut: 'UNAVAILABLE',
  unreachable: 'UNAVAILABLE',
  broken: 'UNAVAILABLE',
  timeout: 'DEADLINE_EXCEEDED',
  malformed: 'UNKNOWN',
  unsupported: 'UNIMPLEMENTED',
  unknown: 'UNKNOWN',
};

const MAX_REASON = 500;

/**
 * Any error of a model call as a `DurakitError` with its status and {@link ModelErrorDetails}, whose class decides what is done. Neither it
 * nor its cause holds the request, the headers or a key. A `DurakitError` stays what it is.
 */
export function toModelError(error: unknown, context: ModelErrorContext): DurakitError {
  if (context.abortSignal?.aborted === true) return toCancelled(error, context);
  if (error instanceof DurakitError) return error;
  if (isErrorLike(error) && error.name === 'AbortError') return toCancelled(error, context);
  const classified = classifyModelError(error, context);
  const redact = createRedactor(context.secrets ?? []);
  return new DurakitError({
    status: toStatus(classified.failure),
    message: redact(toMessage(classified.failure)),
    source: context.source,
    details: toDetails(classified, context, redact),
    cause: toSafeCause(error, redact),
  });
}

function toStatus({ kind, httpStatus, vendor }: ProviderFailure): StatusName {
  if (kind !== 'http' && kind !== 'reported') return STATUS_OF_KIND[kind];
  if (httpStatus !== undefined) return STATUS_OF_HTTP[httpStatus] ?? (httpStatus >= 500 ? 'UNAVAILABLE' : 'UNKNOWN');
  const words = `${vendor.code ?? ''} ${vendor.type ?? ''}`;
  return STATUS_OF_WORD.find(([word]) => word.test(words))?.[1] ?? 'UNKNOWN';
}

function toMessage({ kind, httpStatus, reason }: ProviderFailure): string {
  const said = reason.slice(0, MAX_REASON);
  switch (kind) {
    case 'http':
      return `HTTP ${httpStatus}${said === '' ? '' : `: ${said}`}`;
    case 'reported':
      return `The vendor reported an error in its answer: ${said}`;
    case 'cut':
      return 'The stream ended before the answer was complete.';
    case 'unreachable':
      return `The server cannot be reached: ${said}. Is it running, and is the address right?`;
    case 'broken':
      return `The connection broke: ${said}`;
    case 'timeout':
      return `No answer came in time: ${said}`;
    case 'malformed':
      return `The answer could not be read: ${said}`;
    case 'unsupported':
      return `The model's vendor does not support this: ${said}`;
    case 'unknown':
      return said;
  }
}

function toDetails(
  { class: errorClass, retryAfterMs, failure: { httpStatus, headers, vendor } }: ClassifiedFailure,
  { responseHeaders }: ModelErrorContext,
  redact: (text: string) => string,
): ModelErrorDetails {
  const known = headers ?? responseHeaders ?? {};
  const requestId = known['x-request-id'] ?? known['request-id'];
  const vendorCode = vendor.code ?? vendor.type;
  return {
    class: errorClass,
    ...(httpStatus !== undefined && { httpStatus }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(vendor.message !== undefined && { vendorMessage: redact(vendor.message) }),
    ...(vendorCode !== undefined && { vendorCode: redact(vendorCode) }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** The reason of an abort may say more: a deadline is one, and a `DurakitError` says it all. */
function toCancelled(error: unknown, { abortSignal, source, secrets = [] }: ModelErrorContext): DurakitError {
  const reason: unknown = abortSignal?.aborted === true ? abortSignal.reason : error;
  if (reason instanceof DurakitError) return reason;
  const isTimeout = isErrorLike(reason) && reason.name === 'TimeoutError';
  return new DurakitError({
    status: isTimeout ? 'DEADLINE_EXCEEDED' : 'CANCELLED',
    message: isTimeout ? 'the call took longer than it may' : 'the call was cancelled',
    source,
    ...(isTimeout && { details: { class: 'timeout' } satisfies ModelErrorDetails }),
    cause: toSafeCause(reason, createRedactor(secrets)),
  });
}
