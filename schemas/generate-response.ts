import { z } from 'zod';
import { MessageSchema, RoleSchema } from './message.ts';
import { PartSchema } from './part.ts';

/** Why a model stopped. `interrupted`, `aborted` and `failed` come from the engine, never from a vendor. */
export const FinishReasonSchema = z.enum(['stop', 'length', 'blocked', 'aborted', 'interrupted', 'failed', 'other', 'unknown']);

/** Counts as the vendor reports them; characters, images … are counts too. All optional: a missing one is not zero. */
export const GenerationUsageSchema = z.object({
  inputTokens: z.number().optional(),
  outputTokens: z.number().optional(),
  totalTokens: z.number().optional(),
  inputCharacters: z.number().optional(),
  outputCharacters: z.number().optional(),
  inputImages: z.number().optional(),
  outputImages: z.number().optional(),
  inputVideos: z.number().optional(),
  outputVideos: z.number().optional(),
  inputAudioFiles: z.number().optional(),
  outputAudioFiles: z.number().optional(),
  custom: z.record(z.string(), z.number()).optional(),
  thoughtsTokens: z.number().optional(),
  cachedContentTokens: z.number().optional(),
});

/** The output of every model action. `raw` is the vendor's own answer, kept only where a plugin asks for it. */
export const GenerateResponseSchema = z.object({
  message: MessageSchema.optional(),
  finishReason: FinishReasonSchema.optional(),
  finishMessage: z.string().optional(),
  latencyMs: z.number().optional(),
  usage: GenerationUsageSchema.optional(),
  custom: z.unknown().optional(),
  raw: z.unknown().optional(),
});

/** One piece of a streamed answer. */
export const GenerateResponseChunkSchema = z.object({
  role: RoleSchema.optional(),
  index: z.number().optional(),
  content: z.array(PartSchema),
  custom: z.unknown().optional(),
  aggregated: z.boolean().optional(),
});

export type FinishReason = z.infer<typeof FinishReasonSchema>;
export type GenerationUsage = z.infer<typeof GenerationUsageSchema>;
export type GenerateResponseData = z.infer<typeof GenerateResponseSchema>;
export type GenerateResponseChunkData = z.infer<typeof GenerateResponseChunkSchema>;
