import { createRandom, cutAtRandom } from '../vendor-server/create-random.ts';
import type { ChatDelta } from './chat-completion.ts';
import { ChatCompletionSchema } from './chat-completion.ts';
import { readAnswer } from './read-answer.ts';

/** A recorded JSON answer as the stream in which the vendor could have sent it: texts and tool inputs in small pieces. */
export function toEventStream(body: string, seed: number): string {
  const { choices, usage, ...facts } = ChatCompletionSchema.parse(JSON.parse(body));
  const random = createRandom(seed);
  const [{ message, finish_reason: finishReason } = {}] = choices;
  const deltas = [{ role: 'assistant', content: '' }, ...cutMessage(message ?? {}, random)];
  const events = [
    ...deltas.map((delta) => ({ ...facts, choices: [{ index: 0, delta, finish_reason: null }] })),
    { ...facts, choices: [{ index: 0, delta: {}, finish_reason: finishReason }] },
    { ...facts, choices: [], usage },
  ];
  return [...events.map((event) => JSON.stringify(event)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
}

function cutMessage(
  { content, reasoning, reasoning_content: reasoningContent, tool_calls: toolCalls }: ChatDelta,
  random: () => number,
): unknown[] {
  const cut = (text: string): string[] => cutAtRandom([...text], random, 12).map((piece) => piece.join(''));
  return [
    ...cut(reasoningContent ?? '').map((piece) => ({ reasoning_content: piece })),
    ...(reasoningContent == null ? cut(reasoning ?? '').map((piece) => ({ reasoning: piece })) : []),
    ...(typeof content === 'string' ? cut(content).map((piece) => ({ content: piece })) : content == null ? [] : [{ content }]),
    ...(toolCalls ?? []).flatMap(({ function: called, ...call }, index) => [
      { tool_calls: [{ ...call, index, function: { name: called.name, arguments: '' } }] },
      ...cut(called.arguments ?? '').map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ]),
  ];
}

/** A recorded stream as the JSON answer in which the vendor could have sent it. */
export function toJsonAnswer(body: string): string {
  const { text, reasoning, toolCalls, finishReason, usage, id } = readAnswer(body);
  const message = {
    role: 'assistant',
    content: text,
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map((call) => ({
        id: call.id,
        type: 'function',
        function: { name: call.name, arguments: JSON.stringify(call.input) },
      })),
    }),
  };
  const counts = {
    prompt_tokens: usage['inputTokens'],
    completion_tokens: usage['outputTokens'],
    total_tokens: usage['totalTokens'],
    prompt_tokens_details: { cached_tokens: usage['cachedContentTokens'] },
    completion_tokens_details: { reasoning_tokens: usage['thoughtsTokens'] },
  };
  return JSON.stringify({ id, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: finishReason }], usage: counts });
}
