import type { StatusName } from './status.ts';

/** An error in the form in which Temporal carries it: the fields of an `ApplicationFailure`. */
export interface FailureData {
  /** The status, or the name of a foreign error: what `retry.nonRetryable` is held against. */
  readonly type: string;
  readonly message: string;
  readonly nonRetryable: boolean;
  readonly details: [FailureDetails];
}

/** What an `ApplicationFailure` carries of a `DurakitError`. */
export interface FailureDetails {
  readonly status: StatusName;
  readonly message: string;
  readonly verbatim?: boolean;
  readonly details?: unknown;
  readonly source?: string;
  readonly step?: string;
}
