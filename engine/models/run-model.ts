import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import type { ModelSupports } from '../../schemas/model-info.ts';
import type { ActionArguments } from '../action.ts';
import { needsSimulatedConstraint, simulateConstrained } from '../formats/simulate-constrained.ts';
import type { ModelHookContext, ModelMiddlewareArgument } from '../middleware/middleware.ts';
import { withContext } from '../middleware/model/augment-with-context.ts';
import { toModelHook } from '../middleware/to-model-hook.ts';
import { toRunnerArgument, type AnyModelRunner, type ModelApiVersion } from './model-runner.ts';
import { createSupportWarnings } from './support-warnings.ts';
import { watchModel } from './watch-model.ts';

/** A model's body, and what surrounds it in its action. */
export interface ModelBodyOptions {
  readonly name: string;
  readonly supports: ModelSupports | undefined;
  readonly apiVersion: ModelApiVersion | undefined;
  readonly use: readonly ModelMiddlewareArgument[];
  readonly runner: AnyModelRunner;
}

/**
 * The body of a model's action: its own middleware, the first outermost; then what makes up for what it cannot do (documents, held
 * schemas); then the runner. Source of the order: Genkit `ai/src/model.ts`.
 */
export function createModelBody(
  options: ModelBodyOptions,
): (request: unknown, surroundings: ActionArguments) => Promise<GenerateResponseData> {
  const { supports, use } = options;
  const hooks = use.map((middleware) => toModelHook(middleware));
  const warn = createSupportWarnings(options.name, supports);
  const run = async (given: unknown, surroundings: ActionArguments): Promise<GenerateResponseData> => {
    const request = given as GenerateRequest;
    warn(request);
    const dispatch = async (index: number, current: GenerateRequest, context: ModelHookContext): Promise<GenerateResponseData> => {
      const hook = hooks[index];
      if (hook === undefined) return await runRunner(options, adapt(supports, current), toArguments(surroundings, context));
      return await hook(current, context, (changed, next) => dispatch(index + 1, changed ?? current, next ?? context));
    };
    const { context, abortSignal, streamingRequested, sendChunk } = surroundings;
    return await dispatch(0, request, { context, abortSignal, ...(streamingRequested && { onChunk: sendChunk }) });
  };
  return (given, surroundings) => watchModel(options.name, surroundings, (watched) => run(given, watched));
}

/** What hooks changed reaches the runner. */
function toArguments(surroundings: ActionArguments, { context, abortSignal, onChunk }: ModelHookContext): ActionArguments {
  return {
    context: context ?? surroundings.context,
    abortSignal: abortSignal ?? surroundings.abortSignal,
    streamingRequested: onChunk !== undefined,
    sendChunk: (chunk) => onChunk?.(chunk as never),
    signOfLife: surroundings.signOfLife,
    answer: surroundings.answer,
  };
}

function adapt(supports: ModelSupports | undefined, request: GenerateRequest): GenerateRequest {
  const augmented = supports?.context === true ? request : withContext(request);
  if (!needsSimulatedConstraint(supports, augmented)) return augmented;
  const simulated = simulateConstrained(augmented);
  const { format, contentType } = augmented.output ?? {};
  // a vendor that holds no schemas may still know JSON when it is asked for it
  if (simulated === augmented || format !== 'json' || supports?.output?.includes('json') !== true) return simulated;
  return { ...simulated, output: { ...simulated.output, format, ...(contentType !== undefined && { contentType }) } };
}

async function runRunner(
  { runner, apiVersion }: ModelBodyOptions,
  request: GenerateRequest,
  surroundings: ActionArguments,
): Promise<GenerateResponseData> {
  const start = Date.now();
  const { answer } = surroundings;
  if (answer !== undefined) return await answer(request);
  const response = await runner(request, toRunnerArgument(surroundings, apiVersion) as Parameters<AnyModelRunner>[1]);
  return { latencyMs: Date.now() - start, ...response };
}
