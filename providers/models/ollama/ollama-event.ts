import { randomUUID } from 'node:crypto';
import {
  InvalidResponseDataError,
  type JSONObject,
  type LanguageModelV4FinishReason,
  type LanguageModelV4ResponseMetadata,
  type LanguageModelV4ToolCall,
  type LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { z } from 'zod';

const ToolCallSchema = z.looseObject({
  id: z.string().optional(),
  function: z.looseObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()).nullish() }),
});

/** A whole answer, or one line of a stream: of `/api/chat` with a message, of `/api/generate` with its parts at the top. */
const OllamaEventSchema = z.looseObject({
  model: z.string().optional(),
  created_at: z.string().optional(),
  message: z
    .looseObject({ content: z.string().nullish(), thinking: z.string().nullish(), tool_calls: z.array(ToolCallSchema).nullish() })
    .optional(),
  response: z.string().nullish(),
  thinking: z.string().nullish(),
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
  error: z.unknown().optional(),
});

export type OllamaEvent = z.infer<typeof OllamaEventSchema>;

/** Counts and times (in nanoseconds) that the last line has; kept as they came. */
const COUNTS: readonly string[] = [
  'total_duration',
  'load_duration',
  'prompt_eval_count',
  'prompt_eval_duration',
  'eval_count',
  'eval_duration',
];

/** Throws an `InvalidResponseDataError` for what is no answer of Ollama. */
export function parseOllamaEvent(value: unknown): OllamaEvent {
  const { data } = OllamaEventSchema.safeParse(value);
  const isAnswer = data !== undefined && (data.message !== undefined || data.response != null || data.done === true || 'error' in data);
  if (isAnswer) return data;
  throw new InvalidResponseDataError({ data: undefined, message: 'It is JSON, but neither a message nor a response of Ollama.' });
}

export function readText({ message, response }: OllamaEvent): string {
  return message?.content ?? response ?? '';
}

export function readThinking({ message, thinking }: OllamaEvent): string {
  return message?.thinking ?? thinking ?? '';
}

/** Older versions give no ids: these are unique, so that they stay apart in a long conversation. */
export function readToolCalls({ message }: OllamaEvent): LanguageModelV4ToolCall[] {
  return (message?.tool_calls ?? []).map(({ id, function: called }) => ({
    type: 'tool-call',
    toolCallId: id ?? `call_${randomUUID()}`,
    toolName: called.name,
    input: JSON.stringify(called.arguments ?? {}),
  }));
}

export function readResponseMetadata({ model, created_at: createdAt }: OllamaEvent): LanguageModelV4ResponseMetadata {
  const timestamp = createdAt === undefined ? undefined : new Date(createdAt);
  return {
    ...(model !== undefined && { modelId: model }),
    ...(timestamp !== undefined && !Number.isNaN(timestamp.getTime()) && { timestamp }),
  };
}

/** The first versions gave no reason. `hasToolCalls`: Ollama says `stop` for these as well. */
export function readFinishReason({ done_reason: raw }: OllamaEvent, hasToolCalls: boolean): LanguageModelV4FinishReason {
  if (hasToolCalls) return { unified: 'tool-calls', raw };
  return { unified: raw === undefined || raw === 'stop' ? 'stop' : raw === 'length' ? 'length' : 'other', raw };
}

/** A prompt that Ollama had in its cache has no count. */
export function readUsage(event: OllamaEvent): LanguageModelV4Usage {
  const { prompt_eval_count: input, eval_count: output } = event;
  const raw = Object.fromEntries(Object.entries(event).filter(([name, value]) => COUNTS.includes(name) && typeof value === 'number'));
  return {
    inputTokens: { total: input, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: undefined, reasoning: undefined },
    raw: raw as JSONObject,
  };
}
