import type { ModelRunner } from '../../../engine/models/model-runner.ts';
import type { Part } from '../../../schemas/part.ts';
import { createLanguageModelRunner } from '../language-model/create-language-model-runner.ts';
import { connectGoogle } from './connect-google.ts';
import { toGeminiPart } from './gemini-parts.ts';
import { GOOGLE_AI, type GoogleAIOptions } from './google-ai-options.ts';
import { keepCodeSignatures } from './keep-code-signatures.ts';
import { toGeminiBody } from './to-gemini-body.ts';
import { toGeminiCall } from './to-gemini-call.ts';

/** The runner of a Gemini model. */
export function createGeminiRunner(modelId: string, options: GoogleAIOptions): ModelRunner {
  return async function runGemini(request, surroundings) {
    const { request: adapted, additions } = toGeminiCall(request, modelId);
    const run = createLanguageModelRunner({
      name: `${GOOGLE_AI}/${modelId}`,
      modelId,
      providerOptionsKey: 'google',
      connect: (id, context) => {
        const { provider, secrets } = connectGoogle(options, { context, transform: (body) => toGeminiBody(body, additions) });
        return { model: keepCodeSignatures(provider.languageModel(id)), secrets };
      },
    });
    const { message, ...response } = await run(adapted, {
      ...surroundings,
      sendChunk: (chunk) => surroundings.sendChunk(withGeminiParts(chunk)),
    });
    return { ...response, ...(message && { message: withGeminiParts(message) }) };
  };
}

function withGeminiParts<T extends { content: Part[] }>(carrier: T): T {
  return { ...carrier, content: carrier.content.map((part) => toGeminiPart(part)) };
}
