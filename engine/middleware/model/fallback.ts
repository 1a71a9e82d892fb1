import { toActionKey } from '../../../schemas/action-key.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../../schemas/generate-response.ts';
import { engineOf } from '../../ai-of-engine.ts';
import { callAction } from '../../call-action.ts';
import { acceptingNextAlone, type EitherModelMiddleware } from '../accepting-next-alone.ts';
import { tryModels, type FallbackRules } from '../try-models.ts';

/**
 * Asks other models, in their order, where the model failed with one of the statuses; the request stays as it is. In a flow each of
 * them is an activity of its own.
 * @deprecated as in Genkit: `fallback` of `durakit/middleware` knows the models' configurations and works by name as well.
 */
export function fallback(ai: object, options: FallbackRules): EitherModelMiddleware {
  return acceptingNextAlone((request, surroundings, next) => {
    const askModel = surroundings?.askModel ?? ((name: string) => callModel(ai, name, request));
    return tryModels(
      () => next(request, surroundings),
      ({ name }) => askModel(name, request, surroundings),
      options,
    );
  });
}

async function callModel(ai: object, name: string, request: GenerateRequest): Promise<GenerateResponseData> {
  const engine = engineOf(ai);
  if (engine === undefined) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'fallback(ai, { models }): the first argument is not an ai object.' });
  }
  return (await callAction(engine, { key: toActionKey('model', name), name, input: request, options: {} })) as GenerateResponseData;
}
