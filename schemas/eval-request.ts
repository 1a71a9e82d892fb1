import { z } from 'zod';

/** One case of a dataset: what went in, what came out, what was known, what was expected. Source: Genkit `ai/src/evaluator.ts`. */
export const BaseDataPointSchema = z.object({
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  context: z.array(z.unknown()).optional(),
  reference: z.unknown().optional(),
  testCaseId: z.string().optional(),
  traceIds: z.array(z.string()).optional(),
});

/** A case as an evaluator's function gets it: with an id. */
export const BaseEvalDataPointSchema = BaseDataPointSchema.extend({ testCaseId: z.string() });

/** The input of every evaluator action. `batchSize` cases run at once, one where it is missing. */
export const EvalRequestSchema = z.object({
  dataset: z.array(BaseDataPointSchema),
  evalRunId: z.string(),
  options: z.unknown().optional(),
  batchSize: z.number().optional(),
});

export const EvalStatusSchema = z.enum(['UNKNOWN', 'PASS', 'FAIL']);

/** A verdict. An `error` stands for a case that could not be judged. */
export const ScoreSchema = z.object({
  id: z.string().describe('Optional ID to differentiate different scores if applying in a single evaluation').optional(),
  score: z.union([z.number(), z.string(), z.boolean()]).optional(),
  status: EvalStatusSchema.optional(),
  error: z.string().optional(),
  details: z.looseObject({ reasoning: z.string().optional() }).optional(),
});

/** The verdict, or several, on one case. */
export const EvalResponseSchema = z.object({
  sampleIndex: z.number().optional(),
  testCaseId: z.string(),
  traceId: z.string().optional(),
  spanId: z.string().optional(),
  evaluation: z.union([ScoreSchema, z.array(ScoreSchema)]),
});

/** The output of every evaluator action, in the order of the dataset. */
export const EvalResponsesSchema = z.array(EvalResponseSchema);

/** What a reference to an evaluator may say of it. */
export const EvaluatorInfoSchema = z.object({ label: z.string().optional(), metrics: z.array(z.string()) });

export type BaseDataPoint = z.infer<typeof BaseDataPointSchema>;
export type BaseEvalDataPoint = z.infer<typeof BaseEvalDataPointSchema>;
export type EvalRequest = z.infer<typeof EvalRequestSchema>;
export type EvalStatus = z.infer<typeof EvalStatusSchema>;
export type Score = z.infer<typeof ScoreSchema>;
export type EvalResponse = z.infer<typeof EvalResponseSchema>;
export type EvalResponses = z.infer<typeof EvalResponsesSchema>;
export type EvaluatorInfo = z.infer<typeof EvaluatorInfoSchema>;
