import type { FailureData } from '../../schemas/failure-data.ts';
import { toDurakitError, toFailureData } from '../failure.ts';
import { classifyError } from './classify-error.ts';
import { planModelRetry, type RetryState } from './plan-model-retry.ts';

/** A model's failure at the border of its activity, with what whoever keeps the tries has to know. */
export interface ModelFailureData extends FailureData {
  /** Milliseconds. */
  readonly nextRetryDelay?: number;
}

/** Decides by the error's class whether and when the same model is tried again. A wait that is too long is told in the details. */
export function toModelFailure(error: unknown, state: RetryState): ModelFailureData {
  const data = toFailureData(error);
  const classification = classifyError(error);
  if (classification === undefined) return data;
  const told = withRetryAfter(data, classification.retryAfterMs);
  const plan = planModelRetry(classification, state);
  if (!plan.again || toDurakitError(error).nonRetryable) return { ...told, nonRetryable: true };
  return { ...told, nonRetryable: false, nextRetryDelay: plan.delay };
}

/** What a wrapped error of Genkit's form said would stay behind. */
function withRetryAfter(data: FailureData, retryAfterMs: number | undefined): FailureData {
  const [carried] = data.details;
  const { details = {} } = carried;
  if (retryAfterMs === undefined || typeof details !== 'object' || details === null || 'retryAfterMs' in details) return data;
  return { ...data, details: [{ ...carried, details: { ...details, retryAfterMs } }] };
}
