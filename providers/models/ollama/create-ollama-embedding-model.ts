import { InvalidResponseDataError, type EmbeddingModelV4 } from '@ai-sdk/provider';
import { z } from 'zod';
import { postToOllama, readOllamaJson, type OllamaServer } from './post-to-ollama.ts';
import { OLLAMA } from './ollama-options.ts';
import { splitSettings } from './to-ollama-settings.ts';

const EmbedAnswerSchema = z.looseObject({ embeddings: z.array(z.array(z.number())), prompt_eval_count: z.number().optional() });

/** An embedding model of an Ollama server, in the form of the vendors' packages. Ollama takes any number of texts at once. */
export function createOllamaEmbeddingModel(server: OllamaServer, modelId: string): EmbeddingModelV4 {
  return {
    specificationVersion: 'v4',
    provider: OLLAMA,
    modelId,
    maxEmbeddingsPerCall: Number.POSITIVE_INFINITY,
    supportsParallelCalls: false,
    doEmbed: async ({ values, dimensions, providerOptions, abortSignal }) => {
      const { topLevel, options } = splitSettings(providerOptions);
      const body = {
        model: modelId,
        input: values,
        ...(dimensions !== undefined && { dimensions }),
        ...topLevel,
        ...(Object.keys(options).length > 0 && { options }),
      };
      const answer = await postToOllama(server, { path: '/api/embed', body, abortSignal });
      const { data } = EmbedAnswerSchema.safeParse(await readOllamaJson(answer));
      if (data === undefined) throw new InvalidResponseDataError({ data: undefined, message: 'It has no list of embeddings.' });
      const tokens = data.prompt_eval_count;
      return {
        embeddings: data.embeddings,
        ...(tokens !== undefined && { usage: { tokens } }),
        response: { headers: answer.headers },
        warnings: [],
      };
    },
  };
}
