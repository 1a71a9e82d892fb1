import { DurakitError } from '../../schemas/durakit-error.ts';
import type { StatusName } from '../../schemas/status.ts';
import { toModelReference, type ModelArgument, type ModelReference } from '../define-model.ts';
import { RETRY_STATUSES } from './retry-calls.ts';

/** Options of both `fallback` middlewares. */
export interface FallbackRules {
  /** Tried in this order. */
  readonly models: readonly ModelArgument[];
  /** Default {@link FALLBACK_STATUSES}. */
  readonly statuses?: readonly string[] | undefined;
  /** Told each error after which another model is tried, or none is left. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** What another model may be better at where nothing else is said. */
export const FALLBACK_STATUSES: readonly StatusName[] = [...RETRY_STATUSES, 'NOT_FOUND', 'UNIMPLEMENTED'];

/** Asks the first, then one after the other until one answers. Throws the last error, and at once any error of another status. */
export async function tryModels<T>(first: () => Promise<T>, ask: (model: ModelReference) => Promise<T>, rules: FallbackRules): Promise<T> {
  const { models, statuses = FALLBACK_STATUSES, onError } = rules;
  let failure: DurakitError;
  try {
    return await first();
  } catch (error) {
    if (!(error instanceof DurakitError) || !statuses.includes(error.status)) throw error;
    failure = error;
  }
  for (const model of models) {
    onError?.(failure);
    try {
      return await ask(toModelReference(model));
    } catch (error) {
      if (!(error instanceof DurakitError) || !statuses.includes(error.status)) throw error;
      failure = error;
    }
  }
  onError?.(failure);
  throw failure;
}
