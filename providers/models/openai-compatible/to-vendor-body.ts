import type { OpenAICompatibleOptions } from './openai-compatible-options.ts';
import { isOpenAI } from './resolve-api-key.ts';

type Body = Record<string, unknown>;

/** The body as the package made it, in the words of this server. */
export function toVendorBody(body: Body, { baseURL, reasoningField }: Pick<OpenAICompatibleOptions, 'baseURL' | 'reasoningField'>): Body {
  const isOwn = isOpenAI(baseURL);
  const field = reasoningField ?? (isOwn ? false : 'reasoning_content');
  const renamed = field === 'reasoning_content' ? body : { ...body, messages: renameReasoning(body['messages'], field) };
  return isOwn ? renameLimit(renamed) : renamed;
}

/** OpenAI's newer models refuse `max_tokens`; all of them take the other name. */
function renameLimit({ max_tokens: limit, ...body }: Body): Body {
  return { max_completion_tokens: limit, ...body };
}

function renameReasoning(messages: unknown, field: string | false): unknown {
  if (!Array.isArray(messages)) return messages;
  return messages.map(({ reasoning_content: reasoning, ...message }: Body) =>
    field === false || reasoning === undefined ? message : { ...message, [field]: reasoning },
  );
}
