import type { LanguageModelV4FinishReason, LanguageModelV4GenerateResult, LanguageModelV4Usage, SharedV4Warning } from '@ai-sdk/provider';
import type { FinishReason, GenerateResponseData, GenerationUsage } from '../../../schemas/generate-response.ts';
import { fromContent } from './from-content.ts';

/** The part of a vendor package's result that is read: a stream's is assembled to the same form. */
export type LanguageModelResult = Pick<
  LanguageModelV4GenerateResult,
  'content' | 'finishReason' | 'usage' | 'providerMetadata' | 'response' | 'warnings'
>;

/** What a response says about itself beside its message, in `custom`. All of it is optional. */
export interface ModelResponseDetails {
  /** The vendor's id of the response. */
  readonly id?: string;
  /** The model that answered, where the vendor names it: an alias has become a version. */
  readonly model?: string;
  /** ISO 8601. */
  readonly timestamp?: string;
  /** The vendor's own word for why the model stopped. */
  readonly finishReason?: string;
  readonly warnings?: readonly SharedV4Warning[];
  readonly providerMetadata?: Readonly<Record<string, unknown>>;
}

const FINISH_REASONS: Readonly<Record<LanguageModelV4FinishReason['unified'], FinishReason>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'blocked',
  'tool-calls': 'stop',
  error: 'other',
  // the adapter fails such an answer before it comes here
  interrupted: 'other',
  other: 'other',
};

/** The answer of a vendor's package as the engine's response: plain JSON. */
export function toGenerateResponse(result: LanguageModelResult): GenerateResponseData {
  const { content, finishReason, usage } = result;
  const reason = finishReason.unified === 'other' && finishReason.raw === undefined ? 'unknown' : FINISH_REASONS[finishReason.unified];
  const explains = (reason === 'blocked' || reason === 'other') && finishReason.raw !== undefined;
  const counts = toGenerationUsage(usage);
  const custom = toResponseDetails(result);
  return {
    message: { role: 'model', content: content.flatMap((piece) => fromContent(piece) ?? []) },
    finishReason: reason,
    ...(explains && { finishMessage: finishReason.raw }),
    ...(Object.keys(counts).length > 0 && { usage: counts }),
    ...(Object.keys(custom).length > 0 && { custom }),
  };
}

/** Counts that the vendor gave, under Genkit's names. `totalTokens` is the vendor's own sum where it has one. */
export function toGenerationUsage({ inputTokens, outputTokens, raw }: LanguageModelV4Usage): GenerationUsage {
  const total = findTotal(raw) ?? sum(inputTokens.total, outputTokens.total);
  const usage: Record<string, number | undefined> = {
    inputTokens: inputTokens.total,
    outputTokens: outputTokens.total,
    totalTokens: total,
    thoughtsTokens: outputTokens.reasoning,
    cachedContentTokens: inputTokens.cacheRead,
  };
  const counts = Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== undefined));
  return inputTokens.cacheWrite === undefined ? counts : { ...counts, custom: { cacheWriteTokens: inputTokens.cacheWrite } };
}

/** The names of OpenAI's form, of Bedrock's and of Gemini's. */
function findTotal(raw: LanguageModelV4Usage['raw']): number | undefined {
  const candidates = [raw?.['total_tokens'], raw?.['totalTokens'], raw?.['totalTokenCount']];
  return candidates.find((candidate) => typeof candidate === 'number');
}

function sum(input: number | undefined, output: number | undefined): number | undefined {
  return input === undefined || output === undefined ? undefined : input + output;
}

function toResponseDetails({ response, finishReason, warnings, providerMetadata = {} }: LanguageModelResult): ModelResponseDetails {
  const said = Object.entries(providerMetadata).filter(([, values]) => Object.keys(values).length > 0);
  return {
    ...(response?.id !== undefined && { id: response.id }),
    ...(response?.modelId !== undefined && { model: response.modelId }),
    ...(response?.timestamp !== undefined && { timestamp: response.timestamp.toISOString() }),
    ...(finishReason.raw !== undefined && { finishReason: finishReason.raw }),
    ...(warnings.length > 0 && { warnings }),
    ...(said.length > 0 && { providerMetadata: Object.fromEntries(said) }),
  };
}
