import type { ModelOperation } from '../../../engine/operations/background-model.ts';
import type { FinishReason, GenerateResponseData, GenerationUsage } from '../../../schemas/generate-response.ts';
import { toVendorError, type AnswerOrigin } from '../background/to-vendor-error.ts';
import { toPending } from '../background/to-pending.ts';
import type { VendorJsonAnswer } from '../call-vendor.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { fromInteractionSteps } from './from-interaction-steps.ts';
import { isBlockCode, isRunning } from './interaction-status.ts';
import { asArray, asRecord } from './to-gemini-body.ts';

/** How an interaction ends, by its status. `requires_action`: the vendor waits for the next turn, so this one is over. Source: Genkit. */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  completed: 'stop',
  requires_action: 'stop',
  incomplete: 'length',
  cancelled: 'aborted',
};

const FINISH_MESSAGES: Readonly<Record<string, string>> = {
  incomplete: 'Interaction incomplete (truncated output)',
  cancelled: 'Operation cancelled',
};

/** An interaction as an operation: pending, with an output, or with an error. A status that is not known is an error: nobody shall poll for ever. */
export function fromInteraction(id: string, { body, headers }: VendorJsonAnswer, origin: AnswerOrigin): ModelOperation {
  const { status } = body;
  if (isRunning(status)) return toPending(id, headers, { status });
  const output = toInteractionOutput(body);
  if (output !== undefined) return { id, done: true, output };
  return { id, done: true, error: toInteractionError(body, origin) };
}

/** The answer of an interaction that has ended; undefined where it failed. What the vendor's filters held back is an answer that is `blocked`. */
export function toInteractionOutput(body: VendorBody): GenerateResponseData | undefined {
  const { status, id, environment_id: environmentId, model, agent, usage } = body;
  const { code, message } = readFailure(body);
  const isBlocked = status === 'failed' && isBlockCode(code);
  const finishReason = isBlocked ? 'blocked' : FINISH_REASONS[String(status)];
  if (finishReason === undefined) return undefined;
  const finishMessage = isBlocked ? String(message ?? code) : FINISH_MESSAGES[String(status)];
  const ids = { ...(id !== undefined && { interactionId: id }), ...(environmentId !== undefined && { environmentId }) };
  const waiting = status === 'requires_action' ? { interactionStatus: status } : {};
  return {
    message: { role: 'model', content: fromInteractionSteps(body['steps'], status), metadata: { ...ids, ...waiting } },
    finishReason,
    ...(finishMessage !== undefined && { finishMessage }),
    ...(usage !== undefined && { usage: toUsage(asRecord(usage)) }),
    custom: { ...(id !== undefined && { id }), status, ...(model !== undefined && { model }), ...(agent !== undefined && { agent }) },
  };
}

/** Why an interaction failed. */
export function toInteractionError(body: VendorBody, origin: AnswerOrigin): NonNullable<ModelOperation['error']> {
  const { status } = body;
  const failure = status === 'failed' ? readFailure(body) : { message: `Unknown interaction status: ${String(status)}` };
  return toVendorError({ message: 'Interaction failed', ...failure }, origin);
}

function readFailure(body: VendorBody): VendorBody {
  return asRecord(asArray(body['errors'])[0] ?? body['error']);
}

function toUsage(usage: VendorBody): GenerationUsage {
  const counts = {
    inputTokens: usage['total_input_tokens'],
    outputTokens: usage['total_output_tokens'],
    totalTokens: usage['total_tokens'],
    cachedContentTokens: usage['total_cached_tokens'],
    thoughtsTokens: usage['total_thought_tokens'],
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => typeof count === 'number'));
}
