import type { RankedDocumentData } from '../../schemas/reranker-request.ts';
import { Document } from './document.ts';

/** A document with its score. Source: Genkit `ai/src/reranker.ts`. */
// eslint-disable-next-line no-restricted-syntax -- in Genkit a ranked document is a Document, and apps hand it over as one
export class RankedDocument extends Document implements RankedDocumentData {
  override metadata: RankedDocumentData['metadata'];

  constructor(data: RankedDocumentData) {
    super(data);
    this.metadata = { ...data.metadata };
  }

  /** As the reranker gave it; higher fits better. */
  score(): number {
    return this.metadata.score;
  }
}
