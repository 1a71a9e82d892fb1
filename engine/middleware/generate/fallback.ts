import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { ModelReference } from '../../define-model.ts';
import { generateMiddleware, type GenerateMiddleware } from '../generate-middleware.ts';
import { tryModels } from '../try-models.ts';
import { createTypedSchema, type TypedSchema } from './typed-schema.ts';

/** Options of {@link fallback}. */
export interface FallbackMiddlewareOptions {
  /** Tried in this order. */
  readonly models: readonly (string | ModelReference)[];
  /** Default: those of `retry`, NOT_FOUND and UNIMPLEMENTED. */
  readonly statuses?: readonly string[];
  /** True: a model gets its reference's configuration alone. Default false: it lies over the request's. */
  readonly isolateConfig?: boolean;
  /** Told each error after which another model is tried, or none is left. */
  readonly onError?: (error: Error) => void;
}

/**
 * Asks other models where the model failed. In a flow each of them is an activity of its own; what Temporal tries again by itself has been
 * tried before the next model is asked. Middleware further in does not see the other models.
 */
export const fallback: GenerateMiddleware<TypedSchema<FallbackMiddlewareOptions>> = generateMiddleware(
  {
    name: 'fallback',
    description: 'Asks other models when a specific set of errors occurs',
    configSchema: createTypedSchema<FallbackMiddlewareOptions>({
      type: 'object',
      properties: {
        models: {
          type: 'array',
          items: { anyOf: [{ type: 'string' }, { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }] },
          description: 'The models to try, in their order.',
        },
        statuses: { type: 'array', items: { type: 'string' }, description: 'Statuses that trigger a fallback.' },
        isolateConfig: { type: 'boolean', description: "Whether the request's configuration is kept from the other models." },
      },
      required: ['models'],
      additionalProperties: true,
    }),
  },
  ({ config }) => ({
    model: async (request, context, next) => {
      const { models, statuses, isolateConfig = false, onError } = config ?? { models: [] };
      const ask = async ({ name, version, config: own }: ModelReference): Promise<Awaited<ReturnType<typeof next>>> => {
        const { config: given, ...rest } = request;
        const { version: _other, ...shared } = given ?? {};
        const merged = { ...(!isolateConfig && shared), ...(version !== undefined && { version }), ...own };
        if (context.askModel === undefined) throw notInGenerate();
        return await context.askModel(name, { ...rest, ...(Object.keys(merged).length > 0 && { config: merged }) }, context);
      };
      return await tryModels(() => next(request, context), ask, { models, statuses, onError });
    },
  }),
);

function notInGenerate(): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'The fallback middleware works in the `use` of a generate or prompt only.',
  });
}
