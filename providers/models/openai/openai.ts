import type { Action } from '../../../engine/action.ts';
import { createModelAction, type ModelRunner } from '../../../engine/define-model.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import { createEmbedderAction } from '../../../engine/retrieval/embedder.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { createVendorReferences } from '../create-vendor-references.ts';
import { createEmbeddingRunner } from '../embedding/create-embedding-runner.ts';
import { connectOpenAI } from './connect-openai.ts';
import { createOpenAIBatch } from './create-openai-batch.ts';
import { createOpenAIChatRunner } from './create-openai-chat-runner.ts';
import { findEmbedderInfo, findModelInfo, knownEmbedderIds, knownModelIds } from './known-models.ts';
import { OPENAI, type OpenAIFunction, type OpenAIOptions } from './openai-options.ts';

/**
 * OpenAI's chat models and embedders, as Genkit's `@genkit-ai/compat-oai/openai` has them. Any name works, also one that is newer than
 * this package: `openAI.model('gpt-5-mini')`.
 */
export const openAI: OpenAIFunction = Object.assign(createOpenAIPlugin, createVendorReferences(OPENAI));

function createOpenAIPlugin(options: OpenAIOptions = {}): Plugin {
  return {
    name: OPENAI,
    batch: createOpenAIBatch(options),
    init: () => [
      ...knownModelIds.map((modelId) => createChatAction(modelId, options)),
      ...knownEmbedderIds.map((modelId) => createOpenAIEmbedder(modelId, options)),
    ],
    resolve: (type, name) => {
      const modelId = name.startsWith(`${OPENAI}/`) ? name.slice(OPENAI.length + 1) : '';
      if (modelId === '') return undefined;
      if (type === 'embedder') return createOpenAIEmbedder(modelId, options);
      return type === 'model' ? createChatAction(modelId, options) : undefined;
    },
  };
}

function createChatAction(modelId: string, options: OpenAIOptions): Action {
  const name = `${OPENAI}/${modelId}`;
  const info = { label: `OpenAI - ${modelId}`, ...findModelInfo(modelId), name };
  return createModelAction(info, isChatModel(modelId) ? createOpenAIChatRunner(modelId, options) : createRefusal(name));
}

/** OpenAI's other models have addresses of their own; Genkit tells them by the same words. */
function isChatModel(modelId: string): boolean {
  return !/gpt-image|chatgpt-image|dall-e|sora|tts|whisper|transcribe|moderation|embedding|realtime/.test(modelId);
}

function createRefusal(name: string): ModelRunner {
  return () => {
    throw new DurakitError({
      status: 'UNIMPLEMENTED',
      message: 'This is no chat model. Models of OpenAI for images, video, speech and transcription cannot be called yet.',
      source: name,
    });
  };
}

function createOpenAIEmbedder(modelId: string, options: OpenAIOptions): Action {
  const name = `${OPENAI}/${modelId}`;
  const runner = createEmbeddingRunner({
    name,
    modelId,
    connect: (id, context) => {
      const { provider, secrets } = connectOpenAI(options, { context });
      return { model: provider.embeddingModel(id), secrets };
    },
    providerOptionsKey: OPENAI,
  });
  return createEmbedderAction({ name, info: findEmbedderInfo(modelId) }, runner);
}
