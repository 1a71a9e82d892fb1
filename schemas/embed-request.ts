import { z } from 'zod';
import { DocumentSchema } from './generate-request.ts';
import { MetadataSchema } from './part.ts';

/** The input of every embedder action. Source: Genkit `ai/src/embedder.ts`. */
export const EmbedRequestSchema = z.object({ input: z.array(DocumentSchema), options: z.unknown().optional() });

/** One vector. `metadata` says which part of its document it stands for, where a document has several. */
export const EmbeddingSchema = z.object({ embedding: z.array(z.number()), metadata: MetadataSchema.optional() });

/** The output of every embedder action: vectors in the order of the documents. */
export const EmbedResponseSchema = z.object({ embeddings: z.array(EmbeddingSchema) });

/** What an embedder can do, listed with its action. */
export const EmbedderInfoSchema = z.object({
  label: z.string().optional(),
  supports: z
    .object({
      input: z.array(z.enum(['text', 'image', 'video'])).optional(),
      multilingual: z.boolean().optional(),
    })
    .optional(),
  /** Length of its vectors. */
  dimensions: z.number().optional(),
  /** Most documents that one call may hold; `embedMany` makes more calls for more. Default: no limit. The name is the AI SDK's. */
  maxEmbeddingsPerCall: z.number().optional(),
});

export type EmbedRequest = z.infer<typeof EmbedRequestSchema>;
export type Embedding = z.infer<typeof EmbeddingSchema>;
export type EmbedResponse = z.infer<typeof EmbedResponseSchema>;
export type EmbedderInfo = z.infer<typeof EmbedderInfoSchema>;
