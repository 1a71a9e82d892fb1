import { z } from 'zod';
import { MessageSchema } from './message.ts';
import { MetadataSchema, PartSchema } from './part.ts';

/** A tool as a model sees it: the short name and two JSON Schemas. */
export const ToolDefinitionSchema = z.object({
  name: z.string(),
  description: z.string(),
  inputSchema: z.record(z.string(), z.unknown()).nullish(),
  outputSchema: z.record(z.string(), z.unknown()).nullish(),
  metadata: MetadataSchema.optional(),
});

/** What form the answer shall have. `constrained` asks the vendor to enforce `schema`. */
export const OutputConfigSchema = z.object({
  format: z.string().optional(),
  schema: z.record(z.string(), z.unknown()).optional(),
  constrained: z.boolean().optional(),
  contentType: z.string().optional(),
});

/** A retrieved document that the model may use. */
export const DocumentSchema = z.object({ content: z.array(PartSchema), metadata: MetadataSchema.optional() });

/** The settings that every model understands; a model's own settings pass through. */
export const ModelConfigSchema = z.looseObject({
  version: z.string().optional(),
  temperature: z.number().optional(),
  maxOutputTokens: z.number().optional(),
  topK: z.number().optional(),
  topP: z.number().optional(),
  stopSequences: z.array(z.string()).max(5).optional(),
});

/** The input of every model action. Source: Genkit `ai/src/model-types.ts`. */
export const GenerateRequestSchema = z.object({
  messages: z.array(MessageSchema),
  config: z.record(z.string(), z.unknown()).optional(),
  tools: z.array(ToolDefinitionSchema).optional(),
  toolChoice: z.enum(['auto', 'required', 'none']).optional(),
  output: OutputConfigSchema.optional(),
  docs: z.array(DocumentSchema).optional(),
});

export type ToolDefinition = z.infer<typeof ToolDefinitionSchema>;
export type OutputConfig = z.infer<typeof OutputConfigSchema>;
export type DocumentData = z.infer<typeof DocumentSchema>;
export type ModelConfig = z.infer<typeof ModelConfigSchema>;
export type GenerateRequest = z.infer<typeof GenerateRequestSchema>;
