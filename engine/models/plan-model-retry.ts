import { ERROR_CLASS_RULES, type BackoffRule } from '../../schemas/error-class.ts';
import { DEFAULT_MAX_WAIT_MILLISECONDS } from '../../schemas/model-policy.ts';
import type { ErrorClassification } from './classify-error.ts';

/** What is known about the tries of a call. Milliseconds. */
export interface RetryState {
  /** The one that has failed; the first is 1. */
  readonly attempt: number;
  /** The wait after the first try. */
  readonly initialInterval: number;
  /** Over the class's own; undefined: that. */
  readonly backoff?: number | undefined;
  readonly maxInterval?: number | undefined;
  readonly maxWait?: number | undefined;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Whether the same model is asked again, and when. */
export type RetryPlan = { readonly again: true; readonly delay: number } | { readonly again: false; readonly reason: 'class' | 'wait' };

/** Waits that Temporal takes for none are none: they would fall back to its own backoff. */
const SHORTEST_DELAY = 1;

/**
 * Decides about another try of the same model: the class says whether, the vendor says when, else a backoff that the class limits. A
 * vendor that asks for more than `maxWait` is not waited for.
 */
export function planModelRetry({ class: errorClass, retryAfterMs }: ErrorClassification, state: RetryState): RetryPlan {
  const { backoff } = ERROR_CLASS_RULES[errorClass];
  if (backoff === undefined) return { again: false, reason: 'class' };
  const { maxWait = DEFAULT_MAX_WAIT_MILLISECONDS } = state;
  if (retryAfterMs !== undefined) return retryAfterMs > maxWait ? { again: false, reason: 'wait' } : { again: true, delay: retryAfterMs };
  return { again: true, delay: Math.max(SHORTEST_DELAY, Math.round(toBackoff(backoff, state))) };
}

function toBackoff(
  rule: BackoffRule,
  { attempt, initialInterval, backoff, maxInterval = Infinity, maxWait = DEFAULT_MAX_WAIT_MILLISECONDS, random }: RetryState,
): number {
  const factor = rule.factor === 1 ? 1 : (backoff ?? rule.factor);
  const longest = Math.min(initialInterval * factor ** (attempt - 1), rule.longest, maxInterval, maxWait);
  return rule.jitter ? longest * random() : longest;
}
