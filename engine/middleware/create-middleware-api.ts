import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Engine } from '../engine.ts';
import { generateMiddleware, type GenerateMiddleware, type MiddlewareConfig, type MiddlewareFactory } from './generate-middleware.ts';
import { registerDownloadMedia } from './register-download-media.ts';

/** What `ai` offers for middleware. */
export interface MiddlewareApi<TAi = unknown> {
  /** Makes a middleware and makes it known by name, for prompts and for callers from outside. Its hooks are flow code where a flow uses it. */
  defineMiddleware<TConfigSchema = unknown>(
    config: MiddlewareConfig<TConfigSchema>,
    /** Missing in the sandbox where it needs Node: then a flow that uses it runs journaled. */
    instantiate: MiddlewareFactory<TConfigSchema, undefined, TAi>,
  ): GenerateMiddleware<TConfigSchema, undefined>;
}

/** Binds middleware to an engine. */
export function createMiddlewareApi(engine: Engine): MiddlewareApi {
  registerDownloadMedia(engine);
  return {
    defineMiddleware: (config, instantiate) => {
      const middleware = generateMiddleware(config, instantiate ?? nodeOnly(config.name));
      engine.registry.registerValue('middleware', config.name, middleware);
      return middleware;
    },
  };
}

/** The split leaves out a factory that the sandbox cannot hold. */
function nodeOnly(name: string): () => never {
  return () => {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: `Middleware ${name} needs Node (\`durakit check\` says what of it), so it cannot run in the workflow sandbox. Give the flow that uses it durability: 'journal'.`,
    });
  };
}
