import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { MessageData } from '../../../schemas/message.ts';
import type { Part } from '../../../schemas/part.ts';
import { mergeNamespaces } from '../language-model/provider-metadata.ts';
import { isCallSetting } from '../language-model/call-settings.ts';

type Values = Readonly<Record<string, unknown>>;

/** A request in the names of the vendor's package, and what it has no name for. */
export interface OpenAIRequest {
  readonly request: GenerateRequest;
  /** Put into the body as it is: settings in OpenAI's own spelling, also those that are newer than the package. */
  readonly extraBody: Values;
}

/** Settings that `@ai-sdk/openai` takes by these names for chat completions. */
const PACKAGE_SETTINGS: ReadonlySet<string> = new Set([
  'forceReasoning',
  'logitBias',
  'logprobs',
  'maxCompletionTokens',
  'metadata',
  'parallelToolCalls',
  'prediction',
  'promptCacheKey',
  'promptCacheOptions',
  'promptCacheRetention',
  'reasoningEffort',
  'safetyIdentifier',
  'serviceTier',
  'store',
  'strictJsonSchema',
  'systemMessageMode',
  'textVerbosity',
  'user',
]);

/**
 * Genkit's config for OpenAI's chat models (`maxTokens`, `logProbs`, `topLogProbs`, `visualDetailLevel`) in the package's names.
 * Whatever is in no list is sent as it stands, as Genkit does, so OpenAI itself says what it does not know.
 */
export function toOpenAIRequest(request: GenerateRequest): OpenAIRequest {
  const { maxTokens, logProbs, topLogProbs, visualDetailLevel, ...config } = request.config ?? {};
  const entries = Object.entries(config);
  const isKnown = (name: string): boolean => isCallSetting(name) || PACKAGE_SETTINGS.has(name);
  const known: Values = Object.fromEntries(entries.filter(([name]) => isKnown(name)));
  const logprobs = logProbs === false ? undefined : (topLogProbs ?? logProbs);
  return {
    request: {
      ...request,
      messages: visualDetailLevel === undefined ? request.messages : withDetail(request.messages, visualDetailLevel),
      config: {
        ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
        ...(logprobs !== undefined && { logprobs }),
        ...known,
      },
    },
    extraBody: Object.fromEntries(entries.filter(([name, value]) => !isKnown(name) && value !== undefined)),
  };
}

/** OpenAI takes the level with each image. */
function withDetail(messages: readonly MessageData[], imageDetail: unknown): MessageData[] {
  const toPart = (part: Part): Part => {
    if (!('media' in part)) return part;
    const providerOptions = mergeNamespaces([{ openai: { imageDetail } }, part.metadata?.['providerOptions']]);
    return { ...part, metadata: { ...part.metadata, providerOptions } };
  };
  return messages.map((message) => ({ ...message, content: message.content.map((part) => toPart(part)) }));
}
