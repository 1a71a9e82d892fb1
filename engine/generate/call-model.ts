import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../schemas/generate-response.ts';
import { currentCaller } from '../call-action.ts';
import type { ModelHookContext } from '../middleware/middleware.ts';
import { callBackgroundModel, isBackgroundModelError } from './call-background-model.ts';
import { callModelAction } from './call-model-action.ts';
import type { GenerateRun } from './generate-run.ts';
import type { ModelPolicy } from '../../schemas/model-policy.ts';
import type { PreparedTurn } from './prepare-turn.ts';
import { sumUsage } from './sum-usage.ts';

/** One call of the model, inside the `model` hooks. */
export interface ModelCall {
  readonly turn: PreparedTurn;
  readonly currentTurn: number;
  readonly context: ModelHookContext;
  /** Of this model among several. */
  readonly policy?: ModelPolicy | undefined;
  /** Makes the request one that this model can take; the conversation itself stays as it is. */
  readonly fit?: ((request: GenerateRequest) => GenerateRequest) | undefined;
}

/** Calls the model of a turn. In a flow it is one activity; hooks that call `next` again make another. */
export async function callModel(run: GenerateRun, call: ModelCall): Promise<GenerateResponseData> {
  const { turn } = call;
  const askModel: ModelHookContext['askModel'] = async (model, request, context = call.context) =>
    await callOnce(run, { ...call, turn: { ...turn, modelKey: toActionKey('model', model), modelName: model }, context, request });
  const dispatch = async (index: number, request: GenerateRequest, current: ModelHookContext): Promise<GenerateResponseData> => {
    const hooks = run.middleware[index];
    if (hooks === undefined) return await callOnce(run, { ...call, context: current, request });
    if (hooks.model === undefined) return await dispatch(index + 1, request, current);
    return await hooks.model(request, { ...current, askModel }, (changed, given) =>
      dispatch(index + 1, changed ?? request, given ?? current),
    );
  };
  return await dispatch(0, turn.request, call.context);
}

async function callOnce(
  run: GenerateRun,
  { turn, currentTurn, context, request, policy, fit }: ModelCall & { readonly request: GenerateRequest },
): Promise<GenerateResponseData> {
  const { engine } = run;
  const { abortSignal, onChunk, retry } = context;
  if (abortSignal?.aborted === true) throw toAborted(abortSignal);
  const caller = currentCaller(engine, turn.modelName);
  if (turn.modelKey.startsWith('/background-model/')) return await callBackgroundModel(run, { model: turn.modelName, request, context });
  let streamed = false;
  const listener = (chunk: GenerateResponseChunkData): void => {
    streamed = true;
    onChunk?.(chunk);
  };
  let response: GenerateResponseData;
  try {
    response = await callModelAction(engine, caller, {
      key: turn.modelKey,
      name: turn.modelName,
      request: fit === undefined ? request : fit(request),
      options: { summary: toSummary(turn, currentTurn), ...(retry !== undefined && { retry }) },
      limits: run.limits,
      // a conversation that has begun is not kept waiting
      ...(run.batch !== undefined && currentTurn === 0 && { batch: run.batch }),
      ...(policy !== undefined && { policy }),
      abortSignal,
      context: context.context,
      ...(onChunk !== undefined && { onChunk: (chunk: unknown) => listener(chunk as GenerateResponseChunkData) }),
    });
  } catch (error) {
    if (isBackgroundModelError(error)) return await callBackgroundModel(run, { model: turn.modelName, request, context });
    throw error;
  }
  run.usage = { sum: sumUsage(run.usage.sum, response.usage ?? {}), last: response.usage ?? {} };
  // What was recorded has no chunks any more: its content is one.
  if (!caller.liveChunks && !streamed && response.message !== undefined) onChunk?.({ content: response.message.content });
  return response;
}

/** What the Temporal UI shows: `gemini-2.5-flash · turn 2 · 3 tools`. */
function toSummary({ modelName, tools }: PreparedTurn, currentTurn: number): string {
  const count = tools.length === 0 ? '' : ` · ${tools.length} tool${tools.length === 1 ? '' : 's'}`;
  return `${modelName.slice(modelName.lastIndexOf('/') + 1)} · turn ${currentTurn + 1}${count}`;
}

/** The caller stopped the call: their own reason where it is an error. */
export function toAborted({ reason }: AbortSignal): Error {
  if (reason instanceof DurakitError) return reason;
  return new DurakitError({ status: 'CANCELLED', message: 'the generation was aborted', cause: reason });
}
