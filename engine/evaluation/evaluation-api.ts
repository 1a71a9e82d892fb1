import type { BaseEvalDataPoint, EvalResponses } from '../../schemas/eval-request.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import type { OptionsOf } from '../options-of.ts';
import type { InferSchema } from '../standard-schema.ts';
import { evaluate, type EvaluateOptions } from './evaluate.ts';
import { defineEvaluator, type EvaluatorAction, type EvaluatorDefinition, type EvaluatorFunction } from './evaluator.ts';

/** A case as the function gets it: of the definition's own type where it says one, and always with an id. */
export type DataPointOf<TDataPointSchema> = unknown extends TDataPointSchema
  ? BaseEvalDataPoint
  : InferSchema<TDataPointSchema> & { testCaseId: string };

/** The part of `ai` that judges results. Source: Genkit. */
export interface EvaluationApi {
  defineEvaluator<TDataPointSchema = unknown, TConfigSchema = unknown>(
    definition: EvaluatorDefinition<TDataPointSchema, TConfigSchema>,
    judge: EvaluatorFunction<DataPointOf<TDataPointSchema>, OptionsOf<TConfigSchema>>,
  ): EvaluatorAction<TDataPointSchema, TConfigSchema>;
  /** Verdicts in the order of the dataset; a case that could not be judged has an error. Rejects with NOT_FOUND for an unknown evaluator. */
  evaluate<TDataPointSchema = unknown, TConfigSchema = unknown>(
    options: EvaluateOptions<TDataPointSchema, TConfigSchema>,
  ): Promise<EvalResponses>;
}

/** Binds evaluation to one engine. */
export function createEvaluationApi(engine: Engine): EvaluationApi {
  const bound = {
    defineEvaluator: (definition: EvaluatorDefinition, judge: EvaluatorFunction) => defineEvaluator(engine, definition, judge),
    evaluate: (options: EvaluateOptions) => markHandled(evaluate(engine, options)),
  };
  // The generic signatures are promises to the caller's types only; at run time there is one form.
  return bound as unknown as EvaluationApi;
}
