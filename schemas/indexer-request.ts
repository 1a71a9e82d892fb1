import { z } from 'zod';
import { DocumentSchema } from './generate-request.ts';
import { RetrieverInfoSchema } from './retriever-request.ts';

/** The input of every indexer action; it has no output. Source: Genkit `ai/src/retriever.ts`. */
export const IndexerRequestSchema = z.object({ documents: z.array(DocumentSchema), options: z.unknown().optional() });

/** What an indexer can do, listed with its action: the same as for retrievers. */
export const IndexerInfoSchema = RetrieverInfoSchema;

export type IndexerRequest = z.infer<typeof IndexerRequestSchema>;
export type IndexerInfo = z.infer<typeof IndexerInfoSchema>;
