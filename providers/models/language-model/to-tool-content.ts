import type {
  LanguageModelV4ToolApprovalResponsePart,
  LanguageModelV4ToolResultOutput,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { PartSchema, type CustomPart, type Part, type ToolResponse, type ToolResponsePart } from '../../../schemas/part.ts';
import { misplacedPart, skipCustomPart, type PromptContext } from './prompt-context.ts';
import { toProviderOptions } from './provider-metadata.ts';
import { toFilePart } from './to-file-part.ts';
import { toTextPart } from './to-user-content.ts';
import { VendorPartSchema } from './vendor-part.ts';

type ToolPart = LanguageModelV4ToolResultPart | LanguageModelV4ToolApprovalResponsePart;
type ContentOutput = Extract<LanguageModelV4ToolResultOutput, { type: 'content' }>;

/** The parts of a tool message; media that the vendor does not take there go into `context.separateMedia`. */
export function toToolContent(parts: readonly Part[], context: PromptContext): ToolPart[] {
  return parts.flatMap((part) => {
    if ('custom' in part) return toApproval(part, context) ?? [];
    if (!('toolResponse' in part)) throw misplacedPart(part, 'tool');
    return toToolResult(part, context);
  });
}

function toToolResult(part: ToolResponsePart, context: PromptContext): LanguageModelV4ToolResultPart {
  const { toolResponse, metadata } = part;
  const toolCallId = context.toolCallIds.ofResponse(toolResponse);
  const output = toOutput(toolResponse, context);
  return { type: 'tool-result', toolCallId, toolName: toolResponse.name, output, ...toProviderOptions(metadata) };
}

function toOutput(response: ToolResponse, context: PromptContext): LanguageModelV4ToolResultOutput {
  const { name, output, content = [] } = response;
  if (content.length === 0) return toPlainOutput(output);
  const value = content.flatMap((item) => toContentPart(readPart(item, name), context) ?? []);
  if (output !== undefined && output !== null) value.unshift({ type: 'text', text: toText(output) });
  if (context.mediaInToolResults) return { type: 'content', value };
  const files = value.filter((item) => item.type === 'file');
  if (files.length > 0) context.separateMedia.push({ toolName: name, files });
  const texts = value.filter((item) => item.type === 'text').map(({ text }) => text);
  return { type: 'text', value: texts.length > 0 ? texts.join('\n') : 'The result follows in the next message.' };
}

/** A text goes to the model as it is, without the quotes of JSON. */
function toPlainOutput(output: unknown): LanguageModelV4ToolResultOutput {
  if (typeof output === 'string') return { type: 'text', value: output };
  // what crossed an action's border is JSON
  return { type: 'json', value: (output ?? null) as Extract<LanguageModelV4ToolResultOutput, { type: 'json' }>['value'] };
}

function toContentPart(part: Part, context: PromptContext): ContentOutput['value'][number] | undefined {
  if ('media' in part) return toFilePart(part, context.providerOptionsKey);
  if ('custom' in part) return skipCustomPart(part, context);
  const text = toTextPart(part);
  if (text === undefined) throw misplacedPart(part, 'tool');
  return text;
}

function readPart(item: unknown, toolName: string): Part {
  const { data, error } = PartSchema.safeParse(item);
  if (data !== undefined) return data;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `The content of the response of tool '${toolName}' holds something that is no part. Parts are { text }, { media } or { data }.`,
    cause: error,
  });
}

function toApproval(part: CustomPart, context: PromptContext): ToolPart | undefined {
  const { data: custom } = VendorPartSchema.safeParse(part.custom);
  if (custom === undefined || !('toolApprovalResponse' in custom)) return skipCustomPart(part, context);
  const { approvalId, approved, reason } = custom.toolApprovalResponse;
  return {
    type: 'tool-approval-response',
    approvalId,
    approved,
    ...(reason !== undefined && { reason }),
    ...toProviderOptions(part.metadata),
  };
}

function toText(output: unknown): string {
  return typeof output === 'string' ? output : (JSON.stringify(output) ?? '');
}
