import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { ModelSupports } from '../../../schemas/model-info.ts';
import type { ModelMiddleware } from '../middleware.ts';

/** A model's name, for the error, and what it can do. */
export interface ValidateSupportOptions {
  readonly name: string;
  readonly supports?: ModelSupports | undefined;
}

/** Refuses requests that the model cannot take, before it is asked: INVALID_ARGUMENT with Genkit's words. What is not known to be missing passes. */
export function validateSupport({ name, supports = {} }: ValidateSupportOptions): ModelMiddleware {
  return async (request, next) => {
    const unsupported = findUnsupported(supports, request);
    if (unsupported === undefined) return await next(request);
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `Model '${name}' does not support ${unsupported}. Request: ${JSON.stringify(request, null, 2)}`,
      verbatim: true,
    });
  };
}

function findUnsupported(supports: ModelSupports, { messages, tools = [] }: GenerateRequest): string | undefined {
  if (supports.media === false && messages.some(({ content }) => content.some((part) => 'media' in part)))
    return 'media, but media was provided';
  if (supports.tools === false && tools.length > 0) return 'tool use, but tools were provided';
  if (supports.multiturn === false && messages.length > 1) return `multiple messages, but ${messages.length} were provided`;
  return undefined;
}
