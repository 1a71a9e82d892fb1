import type {
  LanguageModelV4CustomPart,
  LanguageModelV4FilePart,
  LanguageModelV4ReasoningFilePart,
  LanguageModelV4ReasoningPart,
  LanguageModelV4TextPart,
  LanguageModelV4ToolCallPart,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';
import type { CustomPart, Part } from '../../../schemas/part.ts';
import { misplacedPart, skipCustomPart, type PromptContext } from './prompt-context.ts';
import { toProviderOptions } from './provider-metadata.ts';
import { toFilePart } from './to-file-part.ts';
import { toTextPart } from './to-user-content.ts';
import { VendorPartSchema } from './vendor-part.ts';

type AssistantPart =
  | LanguageModelV4CustomPart
  | LanguageModelV4FilePart
  | LanguageModelV4ReasoningFilePart
  | LanguageModelV4ReasoningPart
  | LanguageModelV4TextPart
  | LanguageModelV4ToolCallPart
  | LanguageModelV4ToolResultPart;

/** The parts of a model message, each with the state that the vendor gave it, in the order in which the model said them. */
export function toAssistantContent(parts: readonly Part[], context: PromptContext): AssistantPart[] {
  return parts.flatMap((part) => toAssistantPart(part, context) ?? []);
}

function toAssistantPart(part: Part, context: PromptContext): AssistantPart | undefined {
  if ('reasoning' in part) return { type: 'reasoning', text: part.reasoning, ...toProviderOptions(part.metadata) };
  if ('media' in part) return toFilePart(part, context.providerOptionsKey);
  if ('toolRequest' in part) {
    const { name, input } = part.toolRequest;
    const toolCallId = context.toolCallIds.ofRequest(part.toolRequest);
    return { type: 'tool-call', toolCallId, toolName: name, input: input ?? {}, ...toProviderOptions(part.metadata) };
  }
  if ('custom' in part) return toVendorPart(part, context);
  const text = toTextPart(part);
  if (text === undefined) throw misplacedPart(part, 'model');
  return text;
}

function toVendorPart(part: CustomPart, context: PromptContext): AssistantPart | undefined {
  const { data: custom } = VendorPartSchema.safeParse(part.custom);
  const options = toProviderOptions(part.metadata);
  if (custom === undefined) return skipCustomPart(part, context);
  if ('providerToolCall' in custom) return { type: 'tool-call', ...custom.providerToolCall, providerExecuted: true, ...options };
  if ('providerToolResult' in custom) {
    const { toolCallId, toolName, result, isError } = custom.providerToolResult;
    const output = { type: isError === true ? 'error-json' : 'json', value: result } as const;
    return { type: 'tool-result', toolCallId, toolName, output, ...options };
  }
  if ('reasoningFile' in custom) {
    const { data, mediaType } = toFilePart({ media: custom.reasoningFile }, context.providerOptionsKey);
    if (data.type === 'data' || data.type === 'url') return { type: 'reasoning-file', data, mediaType, ...options };
  }
  if ('vendorContent' in custom) return { type: 'custom', kind: custom.vendorContent.kind, ...options };
  // sources and approval requests are for people: no vendor takes them back
  return undefined;
}
