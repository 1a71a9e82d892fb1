import { z } from 'zod';
import { DocumentSchema } from './generate-request.ts';
import { MessageSchema } from './message.ts';
import { MetadataSchema, ToolRequestPartSchema, ToolResponsePartSchema } from './part.ts';

/** A middleware by name, with its settings. */
export const MiddlewareReferenceSchema = z.object({ name: z.string(), config: z.unknown().optional() });

/** The form of an answer, as it travels. */
export const GenerateOutputSchema = z.object({
  format: z.string().optional(),
  contentType: z.string().optional(),
  instructions: z.union([z.boolean(), z.string()]).optional(),
  jsonSchema: z.record(z.string(), z.unknown()).optional(),
  constrained: z.boolean().optional(),
});

/** A whole `generate` as JSON: the input of `/util/generate` and what a prompt renders to. Source: Genkit `ai/src/model-types.ts`. */
export const GenerateActionOptionsSchema = z.object({
  model: z.string().optional(),
  docs: z.array(DocumentSchema).optional(),
  messages: z.array(MessageSchema),
  tools: z.array(z.string()).optional(),
  resources: z.array(z.string()).optional(),
  toolChoice: z.enum(['auto', 'required', 'none']).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  output: GenerateOutputSchema.optional(),
  resume: z
    .object({
      respond: z.array(ToolResponsePartSchema).optional(),
      restart: z.array(ToolRequestPartSchema).optional(),
      metadata: MetadataSchema.optional(),
    })
    .optional(),
  returnToolRequests: z.boolean().optional(),
  maxTurns: z.number().optional(),
  stepName: z.string().optional(),
  use: z.array(MiddlewareReferenceSchema).optional(),
  metadata: MetadataSchema.optional(),
});

export type MiddlewareReference = z.infer<typeof MiddlewareReferenceSchema>;
export type GenerateOutput = z.infer<typeof GenerateOutputSchema>;
export type GenerateActionOptions = z.infer<typeof GenerateActionOptionsSchema>;
