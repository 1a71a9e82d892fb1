import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Duration } from '../../schemas/duration.ts';
import { ERROR_CLASS_RULES, ERROR_CLASSES, type ErrorClass } from '../../schemas/error-class.ts';
import type { FallbackRules } from '../../schemas/fallback-rules.ts';
import { toModelReference, type ModelArgument, type ModelReference } from '../define-model.ts';
import { toMilliseconds } from '../duration.ts';

/** How to go from one model to the next. */
export interface FallbackOptions {
  /** Classes of errors that another model is asked for, over the defaults: `{ content_filter: true, timeout: false }`. */
  readonly on?: Partial<Readonly<Record<ErrorClass, boolean>>>;
  /** A model whose vendor asks for a longer wait than this is given up for the next one. Default 10 s. */
  readonly maxWait?: Duration;
  /** How long a model that was given up is left alone, by all workers; longer where its vendor says so. Default 60 s; `0` for never. */
  readonly cooldown?: Duration;
}

/** A model that stands for several: to everything else it is the first of them. */
export interface FallbackReference extends ModelReference {
  readonly fallback: FallbackRules;
}

/**
 * Models to be asked one after the other, for `model` of `generate`, of prompts and of `durakit()`. Each of them is tried with the retries of its
 * own; errors of a class that another model cannot mend end the call at once. Throws INVALID_ARGUMENT without models.
 */
export function fallback(
  models: readonly ModelArgument[],
  { on = {}, maxWait = '10s', cooldown = '60s' }: FallbackOptions = {},
): FallbackReference {
  const references = models.map(toModelReference);
  const [first] = references;
  if (first === undefined) throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'fallback() needs at least one model.' });
  const classes = ERROR_CLASSES.filter((name) => on[name] ?? ['always', 'larger_window'].includes(ERROR_CLASS_RULES[name].fallback));
  return {
    ...first,
    fallback: {
      models: references,
      on: classes,
      maxWaitMilliseconds: toMilliseconds(maxWait),
      cooldownMilliseconds: toMilliseconds(cooldown),
    },
  };
}

/** The rules of a model that stands for several. */
export function fallbackRulesOf(model: ModelReference): FallbackRules | undefined {
  return (model as Partial<FallbackReference>).fallback;
}
