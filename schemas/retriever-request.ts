import { z } from 'zod';
import { DocumentSchema } from './generate-request.ts';

/** The input of every retriever action. Source: Genkit `ai/src/retriever.ts`. */
export const RetrieverRequestSchema = z.object({ query: DocumentSchema, options: z.unknown().optional() });

/** The output of every retriever action, best first. */
export const RetrieverResponseSchema = z.object({ documents: z.array(DocumentSchema) });

/** What a retriever can do, listed with its action. `media`: its query may hold some. */
export const RetrieverInfoSchema = z.object({
  label: z.string().optional(),
  supports: z.object({ media: z.boolean().optional() }).optional(),
});

/** The option that retrievers have in common. */
export const CommonRetrieverOptionsSchema = z.object({ k: z.number().describe('Number of documents to retrieve').optional() });

export type RetrieverRequest = z.infer<typeof RetrieverRequestSchema>;
export type RetrieverResponse = z.infer<typeof RetrieverResponseSchema>;
export type RetrieverInfo = z.infer<typeof RetrieverInfoSchema>;
