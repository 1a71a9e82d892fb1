import { expect, test } from '@jest/globals';
import type { z } from 'zod';
import { nodeSchemas } from '../../../client/node-schemas.ts';
import { DOCUMENT_SCHEMAS } from '../../../engine/retrieval/document-schemas.ts';
import { EmbedRequestSchema, EmbedResponseSchema } from '../../../schemas/embed-request.ts';
import { IndexerRequestSchema } from '../../../schemas/indexer-request.ts';
import { RerankerRequestSchema, RerankerResponseSchema } from '../../../schemas/reranker-request.ts';
import { RetrieverRequestSchema, RetrieverResponseSchema } from '../../../schemas/retriever-request.ts';

const sources: Readonly<Record<keyof typeof DOCUMENT_SCHEMAS, z.ZodType>> = {
  embedRequest: EmbedRequestSchema,
  embedResponse: EmbedResponseSchema,
  retrieverRequest: RetrieverRequestSchema,
  retrieverResponse: RetrieverResponseSchema,
  indexerRequest: IndexerRequestSchema,
  rerankerRequest: RerankerRequestSchema,
  rerankerResponse: RerankerResponseSchema,
};

test.each(Object.keys(sources) as (keyof typeof sources)[])('%s is what its zod schema says', (name) => {
  expect(DOCUMENT_SCHEMAS[name]).toEqual(nodeSchemas.toJsonSchema(sources[name]));
});
