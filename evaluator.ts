/**
 * What Genkit has in `genkit/evaluator`: references to evaluators, scores, and their schemas and types.
 * @module
 */
export type { Dataset, EvaluateOptions as EvaluatorParams, EvaluatorArgument } from './engine/evaluation/evaluate.ts';
export {
  evaluatorRef,
  type EvaluatorAction,
  type EvaluatorFunction as EvaluatorFn,
  type EvaluatorReference,
} from './engine/evaluation/evaluator.ts';
export { EvalStatusEnum } from './engine/evaluation/eval-status-enum.ts';
export {
  BaseDataPointSchema,
  BaseEvalDataPointSchema,
  EvalResponseSchema,
  EvalResponsesSchema,
  EvaluatorInfoSchema,
  ScoreSchema,
  type BaseDataPoint,
  type BaseEvalDataPoint,
  type EvalResponse,
  type EvalResponses,
  type EvaluatorInfo,
  type Score,
} from './schemas/eval-request.ts';
