import type { Embedding } from '../../schemas/embed-request.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { Media, Metadata, Part } from '../../schemas/part.ts';

/** A piece of knowledge with its metadata, to be embedded, indexed or retrieved; a copy of what it is made of. Source: Genkit `ai/src/document.ts`. */
export class Document implements DocumentData {
  content: Part[];
  metadata?: Metadata | undefined;

  constructor(data: DocumentData) {
    this.content = copy(data.content);
    this.metadata = copy(data.metadata);
  }

  static fromText(text: string, metadata?: Metadata): Document {
    return new Document({ content: [{ text }], metadata });
  }

  /** `url` is a data URI or http(s). */
  static fromMedia(url: string, contentType?: string, metadata?: Metadata): Document {
    return new Document({ content: [{ media: { contentType, url } }], metadata });
  }

  /** The type `text` makes a text, any other the URL of a medium. */
  static fromData(data: string, dataType?: string, metadata?: Metadata): Document {
    return dataType === 'text' ? Document.fromText(data, metadata) : Document.fromMedia(data, dataType, metadata);
  }

  /** All its texts, with nothing between them. */
  get text(): string {
    return this.content.map((part) => ('text' in part ? part.text : '')).join('');
  }

  get media(): Media[] {
    return this.content.flatMap((part) => ('media' in part ? [part.media] : []));
  }

  /** Its text, or where it has none the URL of its first medium, or nothing: ''. */
  get data(): string {
    return this.text === '' ? (this.media[0]?.url ?? '') : this.text;
  }

  /** `text`, or the MIME type of the first medium. */
  get dataType(): string | undefined {
    return this.text === '' ? this.media[0]?.contentType : 'text';
  }

  toJSON(): DocumentData {
    return { content: copy(this.content), metadata: copy(this.metadata) };
  }

  /**
   * A document for each embedding, for stores that keep one vector a document. The embedding's metadata becomes
   * `metadata.embedMetadata` and tells them apart.
   */
  getEmbeddingDocuments(embeddings: readonly Embedding[]): Document[] {
    const documents = embeddings.map(({ metadata }) => {
      const { content, metadata: own } = this.toJSON();
      return new Document({ content, metadata: metadata === undefined ? own : { ...own, embedMetadata: metadata } });
    });
    checkUniqueDocuments(documents);
    return documents;
  }
}

/** Warns of equal documents: stores find a document by the hash of its JSON, and would keep one embedding of several. */
export function checkUniqueDocuments(documents: readonly Document[]): boolean {
  const unique = new Set(documents.map((document) => JSON.stringify(document)));
  if (unique.size === documents.length) return true;
  console.warn('Warning: embedding documents are not unique. Are you missing embed metadata?');
  return false;
}

/** Plain JSON of a document, whether it was data or a {@link Document}. */
export function toDocumentData({ content, metadata }: DocumentData): DocumentData {
  return metadata === undefined ? { content } : { content, metadata };
}

/** A text becomes a document with that metadata; a document keeps its own. */
export function toDocument(content: string | DocumentData, metadata?: Metadata): DocumentData {
  return toDocumentData(typeof content === 'string' ? Document.fromText(content, metadata) : content);
}

/** By way of JSON, as it will travel: `undefined` members disappear. */
function copy<TValue>(value: TValue): TValue {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as TValue);
}
