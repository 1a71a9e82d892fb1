import type { Action } from '../../../engine/action.ts';
import { createModelAction } from '../../../engine/define-model.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import { createEmbedderAction } from '../../../engine/retrieval/embedder.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { EmbedderInfo } from '../../../schemas/embed-request.ts';
import type { ModelSupports } from '../../../schemas/model-info.ts';
import { createVendorReferences } from '../create-vendor-references.ts';
import { createEmbeddingRunner } from '../embedding/create-embedding-runner.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { createLanguageModelRunner } from '../language-model/create-language-model-runner.ts';
import { createOllamaEmbeddingModel } from './create-ollama-embedding-model.ts';
import { createOllamaModel } from './create-ollama-model.ts';
import type { OllamaServer } from './post-to-ollama.ts';
import {
  DEFAULT_SERVER_ADDRESS,
  OLLAMA,
  type OllamaEmbedderDefinition,
  type OllamaFunction,
  type OllamaHeaderParameters,
  type OllamaModelDefinition,
  type OllamaOptions,
} from './ollama-options.ts';

/**
 * The models and embedders of an Ollama server, as Genkit's `genkitx-ollama` has them. Any name works, also without being listed:
 * `ollama.model('gemma3')`. Throws INVALID_ARGUMENT for an address that cannot be.
 */
export const ollama: OllamaFunction = Object.assign(createOllamaPlugin, createVendorReferences(OLLAMA));

function createOllamaPlugin(options: OllamaOptions = {}): Plugin {
  const { models = [], embedders = [], serverAddress = DEFAULT_SERVER_ADDRESS } = options;
  checkAddress(serverAddress);
  return {
    name: OLLAMA,
    init: () => [
      ...models.map((definition) => createOllamaChatAction(definition, options)),
      ...embedders.map((definition) => createOllamaEmbedder(definition, options)),
    ],
    resolve: (type, fullName) => {
      const name = fullName.startsWith(`${OLLAMA}/`) ? fullName.slice(OLLAMA.length + 1) : '';
      if (name === '') return undefined;
      if (type === 'embedder') return createOllamaEmbedder(embedders.find((known) => known.name === name) ?? { name }, options);
      if (type !== 'model') return undefined;
      return createOllamaChatAction(models.find((known) => known.name === name) ?? { name }, options);
    },
  };
}

function checkAddress(address: string): void {
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `serverAddress of ollama is no http(s) URL. It looks like ${DEFAULT_SERVER_ADDRESS}`,
  });
}

function createOllamaChatAction(definition: OllamaModelDefinition, options: OllamaOptions): Action {
  const name = `${OLLAMA}/${definition.name}`;
  const supports = { ...defaultSupports(definition), ...definition.supports };
  return createModelAction({ name, label: `Ollama - ${definition.name}`, supports }, async (request, surroundings) => {
    const runner = createLanguageModelRunner({
      name,
      modelId: definition.name,
      connect: async (modelId) => {
        const server = await resolveServer(options, { model: definition, modelRequest: request });
        return { model: createOllamaModel(server, { ...definition, name: modelId }), secrets: findSecretValues(server.headers) };
      },
      providerOptionsKey: OLLAMA,
      mediaInToolResults: false,
    });
    return await runner(request, surroundings);
  });
}

/** The model itself decides: Ollama refuses tools for a model that has no template for them. */
function defaultSupports({ type = 'chat' }: OllamaModelDefinition): ModelSupports {
  const isChat = type === 'chat';
  return {
    multiturn: isChat,
    media: true,
    tools: isChat,
    toolChoice: false,
    systemRole: true,
    output: ['text', 'json'],
    constrained: 'all',
  };
}

function createOllamaEmbedder(definition: OllamaEmbedderDefinition, options: OllamaOptions): Action {
  const name = `${OLLAMA}/${definition.name}`;
  const { dimensions } = definition;
  const info: EmbedderInfo = {
    label: `Ollama - ${definition.name}`,
    ...(dimensions !== undefined && { dimensions }),
    supports: { input: ['text'] },
  };
  return createEmbedderAction({ name, info }, async (documents, embedOptions, surroundings) => {
    const runner = createEmbeddingRunner({
      name,
      modelId: definition.name,
      connect: async (modelId) => {
        const server = await resolveServer(options, { model: definition, embedRequest: { model: modelId, documents } });
        return { model: createOllamaEmbeddingModel(server, modelId), secrets: findSecretValues(server.headers) };
      },
      providerOptionsKey: OLLAMA,
    });
    return await runner(documents, embedOptions, surroundings);
  });
}

/** Headers are made for each request, and live as long as that. */
async function resolveServer(
  { serverAddress = DEFAULT_SERVER_ADDRESS, requestHeaders, fetch = globalThis.fetch }: OllamaOptions,
  about: Omit<OllamaHeaderParameters, 'serverAddress'>,
): Promise<OllamaServer> {
  const given =
    typeof requestHeaders === 'function' ? await requestHeaders({ serverAddress, ...about }, about.modelRequest) : requestHeaders;
  return { address: serverAddress.replace(/\/+$/, ''), headers: given ?? {}, fetch };
}
