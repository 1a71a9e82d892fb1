import {
  APICallError,
  EmptyResponseBodyError,
  InvalidResponseDataError,
  JSONParseError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { findNetworkFailure, type NetworkFailure } from './find-network-failure.ts';
import { isErrorBody, readVendorMessage, type VendorMessage } from './read-vendor-message.ts';
import { StreamPartError } from './stream-part-error.ts';
import { isErrorLike } from './to-safe-cause.ts';

/**
 * What happened, as far as it can be told. `http`: the vendor answered with an error. `reported`: it sent one within an answer that had
 * begun well, a stream or a body of status 200. `cut`: the answer ended too early. `malformed`: what came is no answer. `unsupported`: the
 * vendor's package cannot say what was asked for.
 */
export type FailureKind = 'http' | 'reported' | 'cut' | 'malformed' | 'unsupported' | 'unknown' | NetworkFailure['kind'];

/** The facts about a failed call, read from whatever was thrown; nothing here is free of secrets yet. */
export interface ProviderFailure {
  readonly kind: FailureKind;
  /** For a person. */
  readonly reason: string;
  readonly httpStatus?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly vendor: VendorMessage;
}

/** Reads any error of a vendor's package, of `fetch` or of a stream. */
export function readProviderFailure(error: unknown): ProviderFailure {
  if (error instanceof StreamPartError) return readStreamPart(error);
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 300) return readHttpFailure(error);
  if (APICallError.isInstance(error) && isErrorBody(error.responseBody)) return readReported(error.responseBody, error.responseHeaders);
  const network = findNetworkFailure(error);
  if (network !== undefined) return { ...network, vendor: {} };
  if (isMalformedAnswer(error)) return { kind: isCut(error) ? 'cut' : 'malformed', reason: toReason(error), vendor: {} };
  if (UnsupportedFunctionalityError.isInstance(error)) return { kind: 'unsupported', reason: error.message, vendor: {} };
  return { kind: 'unknown', reason: toReason(error), vendor: {} };
}

function readHttpFailure({ statusCode, responseHeaders, responseBody, message }: APICallError): ProviderFailure {
  const vendor = readVendorMessage(responseBody);
  return { kind: 'http', reason: vendor.message ?? message, httpStatus: statusCode, headers: responseHeaders, vendor };
}

function readStreamPart({ kind, payload, message }: StreamPartError): ProviderFailure {
  if (kind === 'cut') return { kind, reason: message, vendor: {} };
  if (isErrorLike(payload) && 'stack' in payload) return readProviderFailure(payload);
  return readReported(payload);
}

/** Some vendors put the HTTP status into the body. */
function readReported(body: unknown, headers?: Readonly<Record<string, string>>): ProviderFailure {
  const vendor = readVendorMessage(body);
  return { kind: 'reported', reason: vendor.message ?? 'no reason was given', httpStatus: vendor.status, headers, vendor };
}

function isMalformedAnswer(error: unknown): boolean {
  return (
    APICallError.isInstance(error) ||
    InvalidResponseDataError.isInstance(error) ||
    JSONParseError.isInstance(error) ||
    TypeValidationError.isInstance(error) ||
    EmptyResponseBodyError.isInstance(error)
  );
}

/** The packages' own word for a stream without an end. */
function isCut(error: unknown): boolean {
  return InvalidResponseDataError.isInstance(error) && /ended without a finish reason/i.test(error.message);
}

function toReason(error: unknown): string {
  return isErrorLike(error) ? error.message : String(error);
}
