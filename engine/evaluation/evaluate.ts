import type { BaseDataPoint, EvalResponses } from '../../schemas/eval-request.ts';
import type { Action } from '../action.ts';
import { currentCaller } from '../call-action.ts';
import { callByArgument } from '../call-by-argument.ts';
import type { Engine } from '../engine.ts';
import type { OptionsOf } from '../options-of.ts';
import type { EvaluatorAction, EvaluatorReference } from './evaluator.ts';

/** What `evaluator` may be wherever it is asked for. */
export type EvaluatorArgument<TDataPointSchema = unknown, TConfigSchema = unknown> =
  string | EvaluatorAction<TDataPointSchema, TConfigSchema> | EvaluatorReference<TConfigSchema> | Action;

/** The cases to be judged. */
export type Dataset<TDataPoint = BaseDataPoint> = readonly TDataPoint[];

/** What `ai.evaluate` takes. Source: Genkit `EvaluatorParams`. */
export interface EvaluateOptions<TDataPointSchema = unknown, TConfigSchema = unknown> {
  readonly evaluator: EvaluatorArgument<TDataPointSchema, TConfigSchema>;
  readonly dataset: Dataset;
  /** Default: a new UUID. */
  readonly evalRunId?: string | undefined;
  readonly options?: OptionsOf<TConfigSchema> | undefined;
  /** Cases that are judged at once. Default 1. */
  readonly batchSize?: number | undefined;
}

/** Judges a dataset. One action: in flow code one activity, so that its cases stand together. */
export async function evaluate(engine: Engine, options: EvaluateOptions): Promise<EvalResponses> {
  const { evaluator, dataset, evalRunId, batchSize } = options;
  const input = {
    dataset,
    evalRunId: evalRunId ?? currentCaller(engine, 'evaluate').uuid(),
    ...(options.options !== undefined && { options: options.options as unknown }),
    ...(batchSize !== undefined && { batchSize }),
  };
  const missing = 'Unable to utilize the provided evaluator';
  return (await callByArgument(engine, { type: 'evaluator', argument: evaluator, input, missing })) as EvalResponses;
}
