import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import type { MessageData } from '../../schemas/message.ts';
import { GenerateResponse } from '../generate/generate-response.ts';

/** The answer as the next request has it among its messages. Undefined where the model gave none. */
export function toAnswerMessage(response: GenerateResponseData, request: GenerateRequest): MessageData | undefined {
  return new GenerateResponse(response, { request }).message?.toJSON();
}
