import type { ErrorClass } from './error-class.ts';

/** `details` of a model's error. JSON. */
export interface ModelErrorDetails {
  /** Missing where the call was cancelled: that is nobody's failure. */
  readonly class?: ErrorClass;
  readonly httpStatus?: number;
  /** How long the vendor asks to wait. */
  readonly retryAfterMs?: number;
  /** The vendor's own words. */
  readonly vendorMessage?: string;
  /** The vendor's own code or type, for telling errors apart. */
  readonly vendorCode?: string;
  /** What the vendor's support asks for. */
  readonly requestId?: string;
}
