/**
 * What Genkit has in `genkit/embedder`: references to embedders, and their schemas and types.
 * @module
 */
export { embedderRef, type EmbedderAction, type EmbedderArgument, type EmbedderReference } from './engine/retrieval/embedder.ts';
export type { EmbeddingBatch, EmbedOptions as EmbedderParams } from './engine/retrieval/embed.ts';
export { EmbedderInfoSchema, EmbeddingSchema, type EmbedderInfo, type Embedding } from './schemas/embed-request.ts';
