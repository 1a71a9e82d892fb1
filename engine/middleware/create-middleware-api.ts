import type { Engine } from '../engine.ts';
import { generateMiddleware, type GenerateMiddleware, type MiddlewareConfig, type MiddlewareFactory } from './generate-middleware.ts';
import { registerDownloadMedia } from './register-download-media.ts';

/** What `ai` offers for middleware. */
export interface MiddlewareApi<TAi = unknown> {
  /** Makes a middleware and makes it known by name, for prompts and for callers from outside. Its hooks are flow code where a flow uses it. */
  defineMiddleware<TConfigSchema = unknown>(
    config: MiddlewareConfig<TConfigSchema>,
    instantiate: MiddlewareFactory<TConfigSchema, undefined, TAi>,
  ): GenerateMiddleware<TConfigSchema, undefined>;
}

/** Binds middleware to an engine. */
export function createMiddlewareApi(engine: Engine): MiddlewareApi {
  registerDownloadMedia(engine);
  return {
    defineMiddleware: (config, instantiate) => {
      const middleware = generateMiddleware(config, instantiate);
      engine.registry.registerValue('middleware', config.name, middleware);
      return middleware;
    },
  };
}
