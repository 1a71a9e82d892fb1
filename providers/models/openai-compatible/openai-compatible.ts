import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { Action } from '../../../engine/action.ts';
import { createModelAction } from '../../../engine/define-model.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { ModelInfo } from '../../../schemas/model-info.ts';
import { createModelReferences } from '../create-model-references.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { createLanguageModelRunner, type LanguageModelConnection } from '../language-model/create-language-model-runner.ts';
import { convertUsage } from './convert-usage.ts';
import { DEFAULT_NAME, type OpenAICompatibleOptions, type OpenAICompatiblePlugin } from './openai-compatible-options.ts';
import { resolveApiKey } from './resolve-api-key.ts';
import { toVendorBody } from './to-vendor-body.ts';

/**
 * The models of any server that speaks OpenAI's chat completions: OpenAI, Ollama's `/v1`, vLLM, LM Studio, Groq, OpenRouter …
 * Throws INVALID_ARGUMENT for a name or a URL that cannot be.
 */
export function openAICompatible(options: OpenAICompatibleOptions): OpenAICompatiblePlugin {
  const { name = DEFAULT_NAME, models = {} } = options;
  checkOptions(name, options.baseURL);
  return {
    ...createModelReferences(name),
    init: () => Object.keys(models).map((modelId) => createAction(modelId, { ...options, name })),
    resolve: (type, fullName) => {
      if (type !== 'model' || !fullName.startsWith(`${name}/`)) return undefined;
      return createAction(fullName.slice(name.length + 1), { ...options, name });
    },
  };
}

function checkOptions(name: string, baseURL: string): void {
  if (name === '' || name.includes('/')) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `'${name}' cannot be the name of a plugin: it must have no slash.` });
  }
  if (!URL.canParse(baseURL) || !/^https?:$/.test(new URL(baseURL).protocol)) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `baseURL of ${name} is no http(s) URL. It looks like http://localhost:11434/v1`,
    });
  }
}

type NamedOptions = OpenAICompatibleOptions & { readonly name: string };

function createAction(modelId: string, options: NamedOptions): Action {
  const { name, structuredOutputs = true, models = {} } = options;
  const known = Object.hasOwn(models, modelId) ? models[modelId] : undefined;
  const supports = { ...defaultSupports(structuredOutputs), ...known?.supports };
  const runner = createLanguageModelRunner({
    name: `${name}/${modelId}`,
    modelId,
    connect: (id) => connect(id, options),
    providerOptionsKey: toCamelCase(name),
    // the package's default is strict, which OpenAI refuses for every schema with an optional field
    defaultProviderOptions: { strictJsonSchema: false },
    mediaInToolResults: options.mediaInToolResults ?? false,
  });
  return createModelAction({ label: `${name}/${modelId}`, ...known, name: `${name}/${modelId}`, supports }, runner);
}

/** What nearly all such servers can do; the model itself decides. */
function defaultSupports(structuredOutputs: boolean): NonNullable<ModelInfo['supports']> {
  return {
    multiturn: true,
    media: true,
    tools: true,
    toolChoice: true,
    systemRole: true,
    output: ['text', 'json'],
    constrained: structuredOutputs ? 'all' : 'none',
  };
}

/** The key lives as long as the call, in no action and no registry. */
async function connect(modelId: string, options: NamedOptions): Promise<LanguageModelConnection> {
  const { name, baseURL, headers = {}, queryParams = {}, includeUsage = true, structuredOutputs = true } = options;
  const apiKey = await resolveApiKey(options);
  const provider = createOpenAICompatible({
    name: toCamelCase(name),
    baseURL,
    headers: { ...headers },
    queryParams: { ...queryParams },
    includeUsage,
    supportsStructuredOutputs: structuredOutputs,
    supportsMultiPartToolContent: options.mediaInToolResults ?? false,
    convertUsage,
    ...(apiKey !== undefined && { apiKey }),
    ...(options.fetch !== undefined && { fetch: options.fetch }),
    transformRequestBody: (body) => toVendorBody(body, options),
  });
  const secrets = [...(apiKey === undefined ? [] : [apiKey]), ...findSecretValues(headers), ...findSecretValues(queryParams)];
  return { model: provider.chatModel(modelId), secrets };
}

/** The package's own rule: in `providerOptions`, names are in camel case, and end at the first dot. */
function toCamelCase(name: string): string {
  return (name.split('.')[0] ?? name).replaceAll(/[_-]([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
