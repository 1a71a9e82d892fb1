import type { LanguageModelV4FilePart, LanguageModelV4TextPart } from '@ai-sdk/provider';
import type { Part } from '../../../schemas/part.ts';
import { misplacedPart, skipCustomPart, type PromptContext } from './prompt-context.ts';
import { toProviderOptions } from './provider-metadata.ts';
import { toFilePart } from './to-file-part.ts';

/** The parts of a user message: text, media, and data as JSON text. */
export function toUserContent(parts: readonly Part[], context: PromptContext): (LanguageModelV4TextPart | LanguageModelV4FilePart)[] {
  return parts.flatMap((part) => toUserPart(part, context) ?? []);
}

function toUserPart(part: Part, context: PromptContext): LanguageModelV4TextPart | LanguageModelV4FilePart | undefined {
  if ('media' in part) return toFilePart(part, context.providerOptionsKey);
  if ('custom' in part) return skipCustomPart(part, context);
  const text = toTextPart(part);
  if (text === undefined) throw misplacedPart(part, 'user');
  return text;
}

/** Text and data parts, which are text in every role. */
export function toTextPart(part: Part): LanguageModelV4TextPart | undefined {
  if ('text' in part) return { type: 'text', text: part.text, ...toProviderOptions(part.metadata) };
  if ('data' in part) return { type: 'text', text: JSON.stringify(part.data) ?? '', ...toProviderOptions(part.metadata) };
  return undefined;
}
