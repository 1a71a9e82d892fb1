import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { convertUsage } from '../openai-compatible/convert-usage.ts';

/** The model with token counts as OpenAI gave them: the package makes 0 of a count that is missing. */
export function withReportedUsage(model: LanguageModelV4): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: async (options) => {
      const result = await model.doGenerate(options);
      return { ...result, usage: convertUsage(result.usage.raw) };
    },
    doStream: async (options) => {
      const result = await model.doStream(options);
      return { ...result, stream: result.stream.pipeThrough(createUsageTransform()) };
    },
  };
}

function createUsageTransform(): TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart> {
  return new TransformStream({
    transform: (part, controller) => {
      controller.enqueue(part.type === 'finish' ? { ...part, usage: convertUsage(part.usage.raw) } : part);
    },
  });
}
