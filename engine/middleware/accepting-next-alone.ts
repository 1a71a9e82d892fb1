import type { ModelMiddlewareWithOptions } from './middleware.ts';

/** Lets other middleware call one of three parameters in Genkit's shorter way, with `next` as the second. */
export function acceptingNextAlone(middleware: ModelMiddlewareWithOptions): ModelMiddlewareWithOptions {
  type Next = Parameters<ModelMiddlewareWithOptions>[2];
  return (request, surroundings, next) => {
    if (typeof surroundings !== 'function') return middleware(request, surroundings, next);
    return middleware(request, undefined, (changed) => (surroundings as Next)(changed ?? request));
  };
}
