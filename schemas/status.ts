/**
 * Genkit's statuses: gRPC's names, the number that gRPC gives them, and the HTTP code that a server answers with.
 * Source: Genkit `core/src/statusTypes.ts`, `core/src/error.ts`.
 */
export const STATUS_CODES = {
  OK: { grpc: 0, http: 200 },
  CANCELLED: { grpc: 1, http: 499 },
  UNKNOWN: { grpc: 2, http: 500 },
  INVALID_ARGUMENT: { grpc: 3, http: 400 },
  DEADLINE_EXCEEDED: { grpc: 4, http: 504 },
  NOT_FOUND: { grpc: 5, http: 404 },
  ALREADY_EXISTS: { grpc: 6, http: 409 },
  PERMISSION_DENIED: { grpc: 7, http: 403 },
  RESOURCE_EXHAUSTED: { grpc: 8, http: 429 },
  FAILED_PRECONDITION: { grpc: 9, http: 400 },
  ABORTED: { grpc: 10, http: 409 },
  OUT_OF_RANGE: { grpc: 11, http: 400 },
  UNIMPLEMENTED: { grpc: 12, http: 501 },
  INTERNAL: { grpc: 13, http: 500 },
  UNAVAILABLE: { grpc: 14, http: 503 },
  DATA_LOSS: { grpc: 15, http: 500 },
  UNAUTHENTICATED: { grpc: 16, http: 401 },
} as const;

/** One of gRPC's seventeen status names. */
export type StatusName = keyof typeof STATUS_CODES;

/** Statuses that say "the same call will fail again": a step that throws one of them is not retried. */
export const NON_RETRYABLE_STATUSES: readonly StatusName[] = [
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'PERMISSION_DENIED',
  'UNAUTHENTICATED',
  'FAILED_PRECONDITION',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
];

/** True for one of the names in {@link STATUS_CODES}; error types of other libraries are not. */
export function isStatusName(value: unknown): value is StatusName {
  return typeof value === 'string' && Object.hasOwn(STATUS_CODES, value);
}
