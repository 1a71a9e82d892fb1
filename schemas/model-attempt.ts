import type { ErrorClass } from './error-class.ts';
import type { StatusName } from './status.ts';

/** One model that a `generate` asked, or passed over. JSON. Tries in place are Temporal's: they show in its UI and in `durakit show`. */
export type ModelAttempt =
  | { readonly model: string; readonly outcome: 'answered'; readonly durationMs: number }
  | {
      readonly model: string;
      readonly outcome: 'failed';
      readonly durationMs: number;
      readonly class: ErrorClass;
      readonly status: StatusName;
      readonly message: string;
      /** How long the vendor asked to wait. */
      readonly retryAfterMs?: number;
    }
  | { readonly model: string; readonly outcome: 'skipped'; readonly reason: string };
