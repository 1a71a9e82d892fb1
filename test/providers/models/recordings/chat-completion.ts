import { z } from 'zod';

/** The parts of OpenAI's chat completion bodies that the recordings have. Everything else stays as it is. */
const TextContentSchema = z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).nullish();

const ToolCallSchema = z.looseObject({
  id: z.string().optional(),
  index: z.number().optional(),
  function: z.looseObject({ name: z.string().nullish(), arguments: z.string().nullish() }),
});

export const ChatMessageSchema = z.looseObject({
  role: z.string(),
  content: TextContentSchema,
  reasoning: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  tool_calls: z.array(ToolCallSchema).nullish(),
  tool_call_id: z.string().optional(),
});

export const ChatRequestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(ChatMessageSchema),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })).nullish(),
  tool_choice: z.unknown().optional(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
  stream: z.boolean().nullish(),
});

const UsageSchema = z
  .looseObject({
    prompt_tokens: z.number().nullish(),
    completion_tokens: z.number().nullish(),
    total_tokens: z.number().nullish(),
    prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish(),
    completion_tokens_details: z.looseObject({ reasoning_tokens: z.number().nullish() }).nullish(),
  })
  .nullish();

const DeltaSchema = ChatMessageSchema.partial({ role: true });

export const ChatCompletionSchema = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  choices: z.array(z.looseObject({ message: DeltaSchema.optional(), delta: DeltaSchema.nullish(), finish_reason: z.string().nullish() })),
  usage: UsageSchema,
});

export type ChatMessage = z.infer<typeof ChatMessageSchema>;
export type ChatRequest = z.infer<typeof ChatRequestSchema>;
export type ChatCompletion = z.infer<typeof ChatCompletionSchema>;
export type ChatDelta = z.infer<typeof DeltaSchema>;
