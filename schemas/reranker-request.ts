import { z } from 'zod';
import { DocumentSchema } from './generate-request.ts';
import { PartSchema } from './part.ts';

/** The input of every reranker action. Source: Genkit `ai/src/reranker.ts`. */
export const RerankerRequestSchema = z.object({
  query: DocumentSchema,
  documents: z.array(DocumentSchema),
  options: z.unknown().optional(),
});

/** Metadata of a ranked document: the score, and whatever else the reranker keeps. */
export const RankedDocumentMetadataSchema = z.looseObject({ score: z.number() });

/** A document and how well it fits the query: a higher score fits better. */
export const RankedDocumentDataSchema = z.object({ content: z.array(PartSchema), metadata: RankedDocumentMetadataSchema });

/** The output of every reranker action. */
export const RerankerResponseSchema = z.object({ documents: z.array(RankedDocumentDataSchema) });

/** What a reranker can do, listed with its action. */
export const RerankerInfoSchema = z.object({
  label: z.string().optional(),
  supports: z.object({ media: z.boolean().optional() }).optional(),
});

/** The option that rerankers have in common. */
export const CommonRerankerOptionsSchema = z.object({ k: z.number().describe('Number of documents to rerank').optional() });

export type RerankerRequest = z.infer<typeof RerankerRequestSchema>;
export type RankedDocumentData = z.infer<typeof RankedDocumentDataSchema>;
export type RerankerResponse = z.infer<typeof RerankerResponseSchema>;
export type RerankerInfo = z.infer<typeof RerankerInfoSchema>;
