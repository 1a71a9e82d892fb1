import type { ModelOperation } from '../../../engine/operations/background-model.ts';
import type { GenerateResponseData } from '../../../schemas/generate-response.ts';
import { toVendorError, type AnswerOrigin } from '../background/to-vendor-error.ts';
import { toPending } from '../background/to-pending.ts';
import type { VendorJsonAnswer } from '../call-vendor.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { asArray, asRecord } from './to-gemini-body.ts';

/**
 * A long-running operation of the Gemini API. What the vendor's filters took away is a `blocked` answer with their words, where nothing is left.
 * Source of the form: Genkit `fromVeoOperation`.
 */
export function fromVeoOperation(id: string, { body, headers }: VendorJsonAnswer, origin: AnswerOrigin): ModelOperation {
  const { done, error, response, metadata } = body;
  if (done !== true) {
    const { progressPercent } = asRecord(metadata);
    return toPending(id, headers, typeof progressPercent === 'number' ? { progress: progressPercent / 100 } : {});
  }
  if (error !== undefined && error !== null) return { id, done: true, error: toVendorError(asRecord(error), origin) };
  return { id, done: true, output: toOutput(asRecord(response)) };
}

function toOutput(response: VendorBody): GenerateResponseData {
  const answer = asRecord(response['generateVideoResponse']);
  const urls = asArray(answer['generatedSamples']).map((sample) => asRecord(asRecord(sample)['video'])['uri']);
  const content = urls.flatMap((url) => (typeof url === 'string' ? [{ media: { url, contentType: 'video/mp4' } }] : []));
  const reasons = asArray(answer['raiMediaFilteredReasons']).map((reason) => String(reason));
  const { raiMediaFilteredCount } = answer;
  const custom = {
    ...(raiMediaFilteredCount !== undefined && { raiMediaFilteredCount }),
    ...(reasons.length > 0 && { raiMediaFilteredReasons: reasons }),
  };
  const why = reasons.length > 0 ? reasons.join(' ') : 'The vendor gave no video and no reason.';
  return {
    message: { role: 'model', content },
    ...(content.length > 0 ? { finishReason: 'stop' } : { finishReason: 'blocked', finishMessage: why }),
    usage: { outputVideos: content.length },
    ...(Object.keys(custom).length > 0 && { custom }),
    raw: response,
  };
}
