import type { ModelMiddleware, ModelMiddlewareWithOptions } from './middleware.ts';

/** Can be called in both ways; by the number of its parameters it is of the longer one. */
export type EitherModelMiddleware = ModelMiddleware & ModelMiddlewareWithOptions;

/** Lets other middleware call one of three parameters in Genkit's shorter way, with `next` as the second. */
export function acceptingNextAlone(middleware: ModelMiddlewareWithOptions): EitherModelMiddleware {
  type Options = Parameters<ModelMiddlewareWithOptions>[1];
  type Next = Parameters<ModelMiddlewareWithOptions>[2];
  const either = (request: Parameters<ModelMiddleware>[0], surroundings: Options | Next, next: Next): ReturnType<ModelMiddleware> => {
    if (typeof surroundings !== 'function') return middleware(request, surroundings, next);
    return middleware(request, undefined, (changed) => surroundings(changed ?? request));
  };
  return either as EitherModelMiddleware;
}
