import { ChatCompletionSchema, type ChatCompletion, type ChatDelta } from './chat-completion.ts';

/** What an answer says, read by other code than that under test. */
export interface RecordedAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly { readonly id: string | undefined; readonly name: string; readonly input: unknown }[];
  readonly finishReason: string | undefined;
  readonly usage: Readonly<Record<string, number>>;
  readonly id: string | undefined;
}

/** Reads a body, JSON or server-sent events. */
export function readAnswer(body: string): RecordedAnswer {
  const completions = isEventStream(body) ? readEvents(body) : [ChatCompletionSchema.parse(JSON.parse(body))];
  const choices = completions.flatMap((completion) => completion.choices.slice(0, 1));
  const deltas = choices.map(({ message, delta }) => message ?? delta ?? {});
  const usage = completions.findLast((completion) => completion.usage != null)?.usage;
  return {
    text: deltas.map((delta) => toText(delta)).join(''),
    reasoning: deltas.map((delta) => toReasoning(delta)).join(''),
    toolCalls: toToolCalls(deltas),
    finishReason: choices.findLast((choice) => choice.finish_reason != null)?.finish_reason ?? undefined,
    usage: toUsage(usage),
    id: completions.find(({ id }) => id != null && id !== '')?.id ?? undefined,
  };
}

/** True for a body of server-sent events. */
export function isEventStream(body: string): boolean {
  return /^(data|event|id|retry|):/.test(body.trimStart());
}

/** The events of a stream, without OpenAI's `[DONE]`. */
export function readEvents(body: string): ChatCompletion[] {
  return body
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trim())
    .filter((data) => data !== '[DONE]')
    .map((data) => ChatCompletionSchema.parse(JSON.parse(data)));
}

function toText({ content }: ChatDelta): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => (part.type === 'text' ? String(part['text']) : '')).join('');
}

function toReasoning({ content, reasoning, reasoning_content: reasoningContent }: ChatDelta): string {
  const thinking = Array.isArray(content) ? content.flatMap((part) => (part['thinking'] ?? []) as { readonly text: string }[]) : [];
  return (reasoningContent ?? reasoning ?? '') + thinking.map(({ text }) => text).join('');
}

function toToolCalls(deltas: readonly ChatDelta[]): RecordedAnswer['toolCalls'] {
  const calls = new Map<number, { id: string | undefined; name: string; input: string }>();
  for (const [position, { tool_calls: toolCalls }] of deltas.entries()) {
    for (const [order, call] of (toolCalls ?? []).entries()) {
      // in a whole message, the calls' order is their index
      const index = call.index ?? (deltas.length === 1 ? order : position);
      const known = calls.get(deltas.length === 1 ? order : index) ?? { id: undefined, name: '', input: '' };
      calls.set(deltas.length === 1 ? order : index, {
        id: known.id ?? call.id,
        name: known.name + (call.function.name ?? ''),
        input: known.input + (call.function.arguments ?? ''),
      });
    }
  }
  return [...calls.values()].map(({ input, ...call }) => ({ ...call, input: input === '' ? {} : (JSON.parse(input) as unknown) }));
}

function toUsage(usage: ChatCompletion['usage']): Record<string, number> {
  const counts = {
    inputTokens: usage?.prompt_tokens,
    outputTokens: usage?.completion_tokens,
    totalTokens: usage?.total_tokens,
    cachedContentTokens: usage?.prompt_tokens_details?.cached_tokens ?? usage?.['prompt_cache_hit_tokens'] ?? usage?.['cached_tokens'],
    thoughtsTokens: usage?.completion_tokens_details?.reasoning_tokens,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => typeof count === 'number')) as Record<string, number>;
}
