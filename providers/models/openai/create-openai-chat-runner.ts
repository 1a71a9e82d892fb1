import type { ModelRunner } from '../../../engine/models/model-runner.ts';
import { createLanguageModelRunner } from '../language-model/create-language-model-runner.ts';
import { connectOpenAI } from './connect-openai.ts';
import { OPENAI, type OpenAIOptions } from './openai-options.ts';
import { toOpenAIRequest } from './to-openai-request.ts';
import { withReportedUsage } from './with-reported-usage.ts';

/** The runner of a chat model. */
export function createOpenAIChatRunner(modelId: string, options: OpenAIOptions): ModelRunner {
  return async (request, surroundings) => {
    const { request: converted, extraBody } = toOpenAIRequest(request);
    const runner = createLanguageModelRunner({
      name: `${OPENAI}/${modelId}`,
      modelId,
      connect: (id, context) => {
        const { provider, secrets } = connectOpenAI(options, { context, extraBody });
        return { model: withReportedUsage(provider.chat(id)), secrets };
      },
      providerOptionsKey: OPENAI,
      // the package's default is strict, which OpenAI refuses for every schema with an optional field
      defaultProviderOptions: { strictJsonSchema: false },
      mediaInToolResults: false,
    });
    return await runner(converted, surroundings);
  };
}
