import {
  UnsupportedFunctionalityError,
  type LanguageModelV4FilePart,
  type LanguageModelV4Message,
  type LanguageModelV4Prompt,
  type LanguageModelV4ToolResultOutput,
} from '@ai-sdk/provider';

/** A message of `/api/chat`. */
export interface OllamaMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  /** Base64 without a data URI around it. */
  readonly images?: readonly string[];
  readonly thinking?: string;
  readonly tool_calls?: readonly { readonly function: { readonly name: string; readonly arguments: unknown } }[];
  /** Ollama ties a result to its call by the tool's name and the order. */
  readonly tool_name?: string;
}

type AssistantContent = Extract<LanguageModelV4Message, { role: 'assistant' }>['content'];
type ToolContent = Extract<LanguageModelV4Message, { role: 'tool' }>['content'];

/** A conversation in Ollama's form. Throws an `UnsupportedFunctionalityError` for media that are no images at hand. */
export function toOllamaMessages(prompt: LanguageModelV4Prompt): OllamaMessage[] {
  return prompt.flatMap((message) => {
    switch (message.role) {
      case 'system':
        return [{ role: 'system', content: message.content }];
      case 'user':
        return [toUserMessage(message.content)];
      case 'assistant':
        return [toAssistantMessage(message.content)];
      case 'tool':
        return toToolMessages(message.content);
    }
  });
}

function toUserMessage(content: Extract<LanguageModelV4Message, { role: 'user' }>['content']): OllamaMessage {
  const images = content.flatMap((part) => (part.type === 'file' && !isTextFile(part) ? [toImage(part)] : []));
  const texts = content.map((part) => (part.type === 'text' ? part.text : isTextFile(part) ? readTextFile(part) : ''));
  return { role: 'user', content: texts.join(''), ...(images.length > 0 && { images }) };
}

function toAssistantMessage(content: AssistantContent): OllamaMessage {
  const thinking = content.map((part) => (part.type === 'reasoning' ? part.text : '')).join('');
  const images = content.flatMap((part) => (part.type === 'file' ? [toImage(part)] : []));
  const calls = content.flatMap((part) =>
    part.type === 'tool-call' ? [{ function: { name: part.toolName, arguments: part.input } }] : [],
  );
  return {
    role: 'assistant',
    content: content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    ...(thinking !== '' && { thinking }),
    ...(images.length > 0 && { images }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function toToolMessages(content: ToolContent): OllamaMessage[] {
  return content.flatMap((part) =>
    part.type === 'tool-result' ? [{ role: 'tool', content: toText(part.output), tool_name: part.toolName }] : [],
  );
}

function toText(output: LanguageModelV4ToolResultOutput): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value;
    case 'json':
    case 'error-json':
      return JSON.stringify(output.value);
    case 'execution-denied':
      return output.reason ?? 'The call of the tool was not allowed.';
    case 'content':
      return output.value.map((item) => (item.type === 'text' ? item.text : '')).join('\n');
  }
}

function isTextFile({ data, mediaType }: LanguageModelV4FilePart): boolean {
  return data.type === 'text' || (data.type === 'data' && mediaType.startsWith('text/'));
}

function readTextFile({ data }: LanguageModelV4FilePart): string {
  if (data.type === 'text') return data.text;
  return data.type === 'data' ? Buffer.from(toBase64(data.data), 'base64').toString('utf8') : '';
}

function toImage({ data, mediaType }: LanguageModelV4FilePart): string {
  if (!/^image(\/|$)/.test(mediaType)) throw new UnsupportedFunctionalityError({ functionality: `media of type ${mediaType}` });
  if (data.type === 'data') return toBase64(data.data);
  throw new UnsupportedFunctionalityError({
    functionality: 'an image by its URL',
    message: 'Ollama takes images as data only. Give a data URI, or use the middleware downloadRequestMedia.',
  });
}

function toBase64(data: string | Uint8Array): string {
  return typeof data === 'string' ? data : Buffer.from(data).toString('base64');
}
