import type { LanguageModelV4Message, LanguageModelV4Prompt, SharedV4Warning } from '@ai-sdk/provider';
import type { MessageData } from '../../../schemas/message.ts';
import { misplacedPart, type PromptContext } from './prompt-context.ts';
import { mergeNamespaces, toProviderOptions } from './provider-metadata.ts';
import { toAssistantContent } from './to-assistant-content.ts';
import { toToolContent } from './to-tool-content.ts';
import { toTextPart, toUserContent } from './to-user-content.ts';
import { createToolCallIds } from './tool-call-ids.ts';

/** What {@link toPrompt} must know of the vendor. */
export type PromptOptions = Pick<PromptContext, 'providerOptionsKey' | 'mediaInToolResults'>;

/** A conversation as the vendors' packages take it. Throws INVALID_ARGUMENT for parts where no model takes them. */
export function toPrompt(
  messages: readonly MessageData[],
  options: PromptOptions,
): { prompt: LanguageModelV4Prompt; warnings: SharedV4Warning[] } {
  const context: PromptContext = { ...options, toolCallIds: createToolCallIds(), separateMedia: [], warnings: [] };
  const prompt = messages.flatMap((message, position) => {
    const converted = toPromptMessages(message, context);
    // vendors want all results of a turn in a row, so media wait until the last one
    return messages[position + 1]?.role === 'tool' ? converted : [...converted, ...takeSeparateMedia(context)];
  });
  return { prompt, warnings: context.warnings };
}

function toPromptMessages(message: MessageData, context: PromptContext): LanguageModelV4Message[] {
  const options = toProviderOptions(message.metadata);
  switch (message.role) {
    case 'system':
      return toSystemMessages(message);
    case 'user':
      return [{ role: 'user', content: toUserContent(message.content, context), ...options }];
    case 'model':
      return [{ role: 'assistant', content: toAssistantContent(message.content, context), ...options }];
    case 'tool':
      return [{ role: 'tool', content: toToolContent(message.content, context), ...options }];
  }
}

/** One message, as in Genkit; one for each part where a part has options of its own (a cache mark), which would be lost otherwise. */
function toSystemMessages(message: MessageData): LanguageModelV4Message[] {
  const parts = message.content.map((part) => {
    const text = toTextPart(part);
    if (text === undefined) throw misplacedPart(part, 'system');
    return text;
  });
  const own = toProviderOptions(message.metadata);
  if (parts.every(({ providerOptions }) => providerOptions === undefined)) {
    return [{ role: 'system', content: parts.map(({ text }) => text).join(''), ...own }];
  }
  return parts.map(({ text, providerOptions }) => {
    const merged = mergeNamespaces([own.providerOptions, providerOptions]);
    return { role: 'system', content: text, ...(merged !== undefined && { providerOptions: merged }) };
  });
}

function takeSeparateMedia({ separateMedia }: PromptContext): LanguageModelV4Message[] {
  return separateMedia.splice(0).map(({ toolName, files }) => ({
    role: 'user',
    content: [{ type: 'text', text: `Result of the tool ${toolName}:` }, ...files],
  }));
}
