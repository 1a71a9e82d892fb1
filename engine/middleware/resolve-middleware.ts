import { DurakitError } from '../../schemas/durakit-error.ts';
import { aiOf } from '../ai-of-engine.ts';
import type { Engine } from '../engine.ts';
import { definitionOf, isGenerateMiddleware, toMiddlewareKey, type GenerateMiddleware } from './generate-middleware.ts';
import type { GenerateMiddlewareHooks, MiddlewareArgument } from './middleware.ts';
import { toModelHook } from './to-model-hook.ts';

/** Makes the hooks of one `generate`, in the order of `use`. Throws NOT_FOUND for a name that is not registered. */
export function resolveMiddleware(engine: Engine, use: readonly MiddlewareArgument[]): GenerateMiddlewareHooks[] {
  return use.map((argument) => {
    if (isGenerateMiddleware(argument)) {
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message: `Middleware ${argument.middlewareName} must be called with () when used in 'use' array.`,
      });
    }
    if (typeof argument === 'function') return { model: toModelHook(argument) };
    return instantiate(engine, definitionOf(argument) ?? lookup(engine, argument.name), argument.config);
  });
}

function lookup(engine: Engine, name: string): GenerateMiddleware {
  const found = engine.registry.lookupValue<GenerateMiddleware>('middleware', name);
  if (found !== undefined) return found;
  throw new DurakitError({ status: 'NOT_FOUND', message: `Middleware ${name} not found in registry.` });
}

function instantiate(engine: Engine, middleware: GenerateMiddleware, config: unknown): GenerateMiddlewareHooks {
  // the sandbox has a compiled validator under the key, see `generateMiddleware`
  const schema = engine.keepsBodies ? engine.schemas.toJsonSchema(middleware.configSchema) : undefined;
  engine.schemas.check({ key: toMiddlewareKey(middleware.middlewareName), side: 'input', schema, data: config ?? {} });
  return middleware.instantiate({ config, pluginConfig: middleware.pluginConfig, ai: aiOf(engine) });
}
