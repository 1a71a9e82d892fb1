import type { BaseDataPoint, BaseEvalDataPoint, EvalRequest, EvalResponse, EvalResponses } from '../../schemas/eval-request.ts';
import type { ActionArguments } from '../action.ts';

type Judge = (dataPoint: BaseEvalDataPoint, options: unknown, surroundings: ActionArguments) => EvalResponse | Promise<EvalResponse>;

/**
 * Judges a dataset in batches of `batchSize` cases, one after the other; the cases of a batch run at once. A case that fails
 * gets an error in place of its score; a cancelled run ends. Source: Genkit `ai/src/evaluator.ts`.
 */
export async function runEvaluation(request: EvalRequest, judge: Judge, surroundings: ActionArguments): Promise<EvalResponses> {
  const { dataset, evalRunId, options } = request;
  const size = toBatchSize(request.batchSize);
  const responses: EvalResponses = [];
  for (let start = 0; start < dataset.length; start += size) {
    const batch = dataset.slice(start, start + size).map((dataPoint, offset) => withId(dataPoint, evalRunId, start + offset));
    const judged = batch.map((dataPoint, offset) =>
      judgeCase(() => judge(dataPoint, options, surroundings), { testCaseId: dataPoint.testCaseId, sampleIndex: start + offset }),
    );
    responses.push(...(await Promise.all(judged)));
    surroundings.abortSignal.throwIfAborted();
  }
  return responses;
}

/** The run's id makes it unique, the position makes it the same again when a run that was cut off is tried again. */
function withId(dataPoint: BaseDataPoint, evalRunId: string, position: number): BaseEvalDataPoint {
  return { ...dataPoint, testCaseId: dataPoint.testCaseId ?? `${evalRunId}-${position}` };
}

function toBatchSize(wanted: number | undefined): number {
  return wanted === undefined || !(wanted >= 1) ? 1 : Math.floor(wanted);
}

async function judgeCase(
  judge: () => EvalResponse | Promise<EvalResponse>,
  place: { readonly testCaseId: string; readonly sampleIndex: number },
): Promise<EvalResponse> {
  const { testCaseId, sampleIndex } = place;
  try {
    const response = await judge();
    return { ...response, testCaseId: response.testCaseId ?? testCaseId, sampleIndex };
  } catch (error) {
    return { testCaseId, sampleIndex, evaluation: { error: `Evaluation of test case ${testCaseId} failed: \n${String(error)}` } };
  }
}
