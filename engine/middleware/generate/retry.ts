import { generateMiddleware, type GenerateMiddleware } from '../generate-middleware.ts';
import { retryCalls, toLeftAlone, type RetryMiddlewareOptions } from '../retry-calls.ts';
import { createTypedSchema, type TypedSchema } from './typed-schema.ts';

/**
 * Calls the model again where it failed, after a wait that grows and is never shorter than the vendor asked for. In a flow each try is an
 * activity of its own, and Temporal leaves the statuses that are listed to this middleware; the wait is a durable timer.
 */
export const retry: GenerateMiddleware<TypedSchema<RetryMiddlewareOptions>> = generateMiddleware(
  {
    name: 'retry',
    description: 'Retries a request a specified number of times when a specific set of errors occurs',
    configSchema: createTypedSchema<RetryMiddlewareOptions>({
      type: 'object',
      properties: {
        maxRetries: { type: 'number', exclusiveMinimum: 0, description: 'The maximum number of times to retry a failed request.' },
        statuses: { type: 'array', items: { type: 'string' }, description: 'Statuses that trigger a retry.' },
        initialDelayMs: { type: 'number', description: 'The wait before the first retry, in milliseconds.' },
        maxDelayMs: { type: 'number', exclusiveMinimum: 0, description: 'The longest wait, in milliseconds.' },
        backoffFactor: { type: 'number', exclusiveMinimum: 0, description: 'The factor from one wait to the next.' },
        noJitter: { type: 'boolean', description: 'Whether the waits have no random part.' },
      },
      additionalProperties: true,
    }),
  },
  ({ config }) => ({
    model: (request, context, next) =>
      retryCalls(() => next(request, { ...context, retry: { ...context.retry, nonRetryable: toLeftAlone() } }), config),
  }),
);
