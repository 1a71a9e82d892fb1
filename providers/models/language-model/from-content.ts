import type { LanguageModelV4Content, LanguageModelV4ToolCall, SharedV4FileDataData, SharedV4FileDataUrl } from '@ai-sdk/provider';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { Part } from '../../../schemas/part.ts';
import { toPartMetadata } from './provider-metadata.ts';
import type { VendorPart } from './vendor-part.ts';

/**
 * One piece of a model's answer as a part; what only the vendor understands stays in its metadata. Undefined for what says
 * nothing: an empty text without metadata, a preview of a result.
 */
export function fromContent(content: LanguageModelV4Content): Part | undefined {
  switch (content.type) {
    case 'text': {
      const metadata = toPartMetadata(content.providerMetadata, content.citations && { citations: content.citations });
      return content.text === '' && metadata.metadata === undefined ? undefined : { text: content.text, ...metadata };
    }
    case 'reasoning': {
      const metadata = toPartMetadata(content.providerMetadata);
      return content.text === '' && metadata.metadata === undefined ? undefined : { reasoning: content.text, ...metadata };
    }
    case 'file':
      return { media: toMedia(content), ...toPartMetadata(content.providerMetadata) };
    case 'reasoning-file':
      return toCustomPart({ reasoningFile: toMedia(content) }, content.providerMetadata);
    case 'tool-call':
      return fromToolCall(content);
    case 'tool-result': {
      const { toolCallId, toolName, result, isError, providerMetadata } = content;
      if (content.preliminary === true) return undefined;
      const providerToolResult = { toolCallId, toolName, result, ...(isError === true && { isError }) };
      return toCustomPart({ providerToolResult } as VendorPart, providerMetadata);
    }
    case 'source': {
      const { type: _type, providerMetadata, ...source } = content;
      return toCustomPart({ source }, providerMetadata);
    }
    case 'custom':
      return toCustomPart({ vendorContent: { kind: content.kind } }, content.providerMetadata);
    case 'tool-approval-request': {
      const { approvalId, toolCallId, providerMetadata } = content;
      return toCustomPart({ toolApprovalRequest: { approvalId, toolCallId } }, providerMetadata);
    }
  }
}

function fromToolCall({ toolCallId, toolName, input, providerExecuted, providerMetadata }: LanguageModelV4ToolCall): Part {
  const parsed = parseToolInput(toolName, input);
  if (providerExecuted === true) return toCustomPart({ providerToolCall: { toolCallId, toolName, input: parsed } }, providerMetadata);
  return { toolRequest: { name: toolName, ref: toolCallId, input: parsed }, ...toPartMetadata(providerMetadata) };
}

/** Models send no text at all for a tool without parameters. */
function parseToolInput(toolName: string, input: string): unknown {
  if (input.trim() === '') return {};
  try {
    return JSON.parse(input);
  } catch (error) {
    throw new DurakitError({
      status: 'INTERNAL',
      message: `The model called the tool '${toolName}' with an input that is not JSON. It begins with: ${input.slice(0, 100)}`,
      details: { toolName, malformedToolInput: input.slice(0, 1000) },
      cause: error,
    });
  }
}

function toMedia({ data, mediaType }: { data: SharedV4FileDataData | SharedV4FileDataUrl; mediaType: string }): {
  url: string;
  contentType: string;
} {
  if (data.type === 'url') return { url: data.originalUrl ?? data.url.href, contentType: mediaType };
  const base64 = typeof data.data === 'string' ? data.data : Buffer.from(data.data).toString('base64');
  return { url: `data:${mediaType};base64,${base64}`, contentType: mediaType };
}

function toCustomPart(custom: VendorPart, providerMetadata: Parameters<typeof toPartMetadata>[0]): Part {
  return { custom, ...toPartMetadata(providerMetadata) };
}
