import { z } from 'zod';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import { readAnswer, type RecordedAnswer } from '../recordings/read-answer.ts';

/** The parts of `/api/chat` and `/api/generate` that the recordings have. */
const MessageSchema = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
  images: z.array(z.string()).optional(),
  tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }) })).optional(),
});

export const NativeRequestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(MessageSchema).optional(),
  prompt: z.string().optional(),
  system: z.string().optional(),
  stream: z.boolean(),
});

const EventSchema = z.looseObject({
  message: z.looseObject({ content: z.string() }).optional(),
  response: z.string().optional(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
});

export type NativeRequest = z.infer<typeof NativeRequestSchema>;
type NativeMessage = z.infer<typeof MessageSchema>;

/** The request that an app would have made of the engine. */
export function fromNativeRequest({ messages, prompt = '', system = '' }: NativeRequest): GenerateRequest {
  const turns: NativeMessage[] = messages ?? [{ role: 'user', content: prompt }];
  const all: NativeMessage[] = system === '' ? turns : [{ role: 'system', content: system }, ...turns];
  return { messages: all.map((message) => toMessage(message)) };
}

function toMessage({ role, content, tool_calls: calls = [] }: NativeMessage): MessageData {
  if (role === 'tool') return { role, content: [{ toolResponse: { name: 'get_current_weather', output: content } }] };
  const requests = calls.map(({ function: called }) => ({ toolRequest: { name: called.name, input: called.arguments } }));
  return { role: role === 'assistant' ? 'model' : role, content: [...(content === '' ? [] : [{ text: content }]), ...requests] };
}

/** What an answer says, read by other code than that under test. */
export function readNativeAnswer(body: string): { text: string; finishReason: string | undefined; usage: Record<string, number> } {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  const events = lines.map((line) => EventSchema.parse(JSON.parse(line)));
  const last = events.at(-1);
  const input = last?.prompt_eval_count;
  const output = last?.eval_count;
  return {
    text: events.map(({ message, response }) => message?.content ?? response ?? '').join(''),
    finishReason: last?.done_reason,
    usage: {
      ...(input !== undefined && { inputTokens: input }),
      ...(output !== undefined && { outputTokens: output }),
      ...(input !== undefined && output !== undefined && { totalTokens: input + output }),
    },
  };
}

/** A recorded answer of Ollama's `/v1` as its `/api/chat` would have given it: whole, or as a stream of lines. */
export function toNativeAnswer(body: string, streaming: boolean): string {
  const answer = readAnswer(body);
  const last = {
    model: 'gpt-oss:120b',
    created_at: '2026-08-13T10:00:00.123456Z',
    done: true,
    done_reason: 'stop',
    total_duration: 7,
    prompt_eval_count: answer.usage['inputTokens'],
    eval_count: answer.usage['outputTokens'],
  };
  if (!streaming) return JSON.stringify({ ...last, message: { role: 'assistant', ...toNativeMessage(answer) } });
  const pieces = [
    ...cut(answer.reasoning).map((thinking) => ({ content: '', thinking })),
    ...cut(answer.text).map((content) => ({ content })),
    ...toNativeMessage(answer).tool_calls.map((call) => ({ content: '', tool_calls: [call] })),
  ];
  const events = [
    ...pieces.map((message) => ({
      model: last.model,
      created_at: last.created_at,
      message: { role: 'assistant', ...message },
      done: false,
    })),
    { ...last, message: { role: 'assistant', content: '' } },
  ];
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

function toNativeMessage({ text, reasoning, toolCalls }: RecordedAnswer): {
  content: string;
  thinking: string;
  tool_calls: { id: string | undefined; function: { name: string; arguments: unknown } }[];
} {
  const calls = toolCalls.map(({ id, name, input }) => ({ id, function: { name, arguments: input } }));
  return { content: text, thinking: reasoning, tool_calls: calls };
}

/** In pieces of seven characters, without breaking one. */
function cut(text: string): string[] {
  const characters = [...text];
  const starts = Array.from({ length: Math.ceil(characters.length / 7) }, (_, position) => position * 7);
  return starts.map((start) => characters.slice(start, start + 7).join(''));
}
