import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import { currentCaller, currentContext } from '../call-action.ts';
import type { ModelHookContext } from '../middleware/middleware.ts';
import type { GenerateResultData } from './generate-response.ts';
import type { GenerateRun } from './generate-run.ts';
import { sumUsage } from './sum-usage.ts';

/** A call of a model that answers in the background. */
export interface BackgroundModelCall {
  readonly model: string;
  readonly request: GenerateRequest;
  readonly context: ModelHookContext;
}

/** The job's output stands for the model's answer. */
export async function callBackgroundModel(run: GenerateRun, { model, request, context }: BackgroundModelCall): Promise<GenerateResultData> {
  const { engine } = run;
  const operation = await currentCaller(engine, model).callOperation({
    model,
    request,
    mode: run.operation,
    context: context.context ?? currentContext(engine),
    abortSignal: context.abortSignal,
  });
  const { output } = operation;
  run.usage = { sum: sumUsage(run.usage.sum, output?.usage ?? {}), last: output?.usage ?? {} };
  return { ...output, operation };
}

/** A model that was called like any other, and which the worker knows as one that answers in the background. */
export function createBackgroundModelError(model: string): DurakitError {
  return new DurakitError({
    status: 'NOT_FOUND',
    message: `Model '${model}' answers in the background: its jobs are started, not called.`,
    details: { background: model },
  });
}

/** True for {@link createBackgroundModelError}, also where it came from a worker. */
export function isBackgroundModelError(error: unknown): boolean {
  if (!(error instanceof DurakitError) || error.status !== 'NOT_FOUND') return false;
  return typeof (error.details as { readonly background?: unknown } | undefined)?.background === 'string';
}
