import type { ChatMessage, ChatRequest } from './chat-completion.ts';

/** A body in the form in which two that mean the same are equal. */
export function normalizeBody(body: ChatRequest): Record<string, unknown> {
  const { messages, tools, response_format: format, stream, stream_options: _, ...rest } = body;
  return dropEmpty({
    ...rest,
    stream: stream === true ? true : undefined,
    messages: messages.map((message) => normalizeMessage(message)),
    tools: (tools ?? []).map(({ function: defined, ...tool }) => ({ type: 'function', ...tool, function: dropEmpty(defined ?? {}) })),
    response_format: format == null ? undefined : normalizeFormat(format),
  });
}

function normalizeMessage(message: ChatMessage): Record<string, unknown> {
  const { role, content, reasoning, reasoning_content: reasoningContent, tool_calls: toolCalls, ...rest } = message;
  return dropEmpty({
    ...rest,
    // OpenAI's newer name for the same
    role: role === 'developer' ? 'system' : role,
    content: normalizeContent(role, content),
    reasoning: reasoningContent ?? reasoning,
    tool_calls: (toolCalls ?? []).map(({ id, function: called }) => ({
      id,
      name: called.name,
      input: JSON.parse(called.arguments == null || called.arguments === '' ? '{}' : called.arguments) as unknown,
    })),
  });
}

function normalizeContent(role: string, content: ChatMessage['content']): unknown {
  if (role === 'tool') return parseIfJson(content);
  if (!Array.isArray(content)) return content ?? '';
  const texts = content.map((part) => (part.type === 'text' && Object.keys(part).length === 2 ? String(part['text']) : undefined));
  // one text may be written either way, and what the model said is one text
  const isOneText = texts.every((text) => text !== undefined) && (texts.length <= 1 || role === 'assistant');
  return isOneText ? texts.join('') : content.map((part) => normalizePart(part));
}

/** Mistral takes the URL of an image without its object as well. */
function normalizePart(part: Record<string, unknown>): unknown {
  return typeof part['image_url'] === 'string' ? { ...part, image_url: { url: part['image_url'] } } : part;
}

function parseIfJson(content: unknown): unknown {
  try {
    return typeof content === 'string' && /^[[{]/.test(content) ? JSON.parse(content) : content;
  } catch {
    return content;
  }
}

/** The schema's name and description are for people. */
function normalizeFormat(format: NonNullable<ChatRequest['response_format']>): unknown {
  const { schema, strict } = (format['json_schema'] ?? {}) as Record<string, unknown>;
  return dropEmpty({ type: format.type, schema, strict: strict === true });
}

/** No value, an empty text, an empty list and `false` say the same as nothing in these bodies. */
function dropEmpty(object: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (value: unknown): boolean =>
    value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)));
}
