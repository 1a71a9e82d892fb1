import type { CooldownStore } from '../engine/cooldown-store.ts';
import { toDurakitError } from '../engine/failure.ts';
import { findRetryAfter } from '../engine/models/classify-error.ts';
import { toErrorClass } from '../engine/models/to-error-class.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { ErrorClass } from '../schemas/error-class.ts';
import type { ModelPolicy } from '../schemas/model-policy.ts';

/** One try of a model among several. */
export interface CoolingCall {
  readonly model: string;
  readonly policy: ModelPolicy | undefined;
  readonly store: CooldownStore | undefined;
  /** Whether Temporal will not try again after this error: then the model is given up. */
  readonly isFinal: (error: DurakitError) => boolean;
  readonly warn: (message: string) => void;
}

/** What says something about the model and not about this one request. */
const ABOUT_THE_MODEL: readonly ErrorClass[] = ['rate_limit', 'overloaded', 'timeout', 'quota', 'auth'];

/**
 * Asks a model that others can stand in for. One that any worker has given up is not asked while its cool-down lasts; one that is
 * given up here is left alone by all. A database that does not answer stands in nobody's way.
 */
export async function leaveCoolingModels(call: CoolingCall, ask: () => Promise<unknown>): Promise<unknown> {
  const { model, policy, store, isFinal, warn } = call;
  const milliseconds = policy?.cooldownMilliseconds ?? 0;
  if (store === undefined || milliseconds <= 0) return await ask();
  const cooldown = await tolerant(() => store.find(model), warn);
  if (cooldown !== undefined) throw stillCooling(model, cooldown);
  try {
    return await ask();
  } catch (error) {
    const known = toDurakitError(error);
    const errorClass = toErrorClass(known);
    if (known.status !== 'CANCELLED' && ABOUT_THE_MODEL.includes(errorClass) && isFinal(known)) {
      const asked = findRetryAfter(known) ?? 0;
      const entry = { class: errorClass, message: known.originalMessage, milliseconds: Math.max(milliseconds, asked) };
      await tolerant(() => store.set(model, entry), warn);
    }
    throw error;
  }
}

function stillCooling(
  model: string,
  { class: errorClass, until, leftMilliseconds, message }: NonNullable<Awaited<ReturnType<CooldownStore['find']>>>,
): DurakitError {
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `Model '${model}' is left alone until ${until.toISOString()} (${errorClass}: ${message})`,
    details: { class: errorClass, retryAfterMs: Math.ceil(leftMilliseconds), cooldown: true },
  });
}

async function tolerant<T>(body: () => Promise<T>, warn: (message: string) => void): Promise<T | undefined> {
  try {
    return await body();
  } catch (error) {
    warn(`Cool-downs of models are not known: the database does not answer (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  }
}
