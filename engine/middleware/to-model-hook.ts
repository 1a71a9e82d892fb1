import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateMiddlewareHooks, ModelHookContext, ModelMiddlewareArgument } from './middleware.ts';

/** A middleware of the first form, by the number of its parameters. Throws INVALID_ARGUMENT for any other form. */
export function toModelHook(middleware: ModelMiddlewareArgument): NonNullable<GenerateMiddlewareHooks['model']> {
  const fn = middleware as (...parameters: unknown[]) => ReturnType<ModelMiddlewareArgument>;
  switch (fn.length) {
    case 2:
      return (request, context, next) => fn(request, (changed?: typeof request) => next(changed ?? request, context));
    case 3:
      return (request, context, next) =>
        fn(request, context, (changed?: typeof request, options?: ModelHookContext) => next(changed ?? request, options ?? context));
    default:
      throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'unspported middleware function shape' });
  }
}
