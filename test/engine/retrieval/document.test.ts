import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { checkUniqueDocuments, Document } from '../../../engine/retrieval/document.ts';
import { RankedDocument } from '../../../engine/retrieval/ranked-document.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('Document', () => {
  test('is made of a text, with its metadata', () => {
    const document = Document.fromText('hello', { page: 1 });
    expect(document.toJSON()).toEqual({ content: [{ text: 'hello' }], metadata: { page: 1 } });
    expect([document.text, document.data, document.dataType, document.media]).toEqual(['hello', 'hello', 'text', []]);
  });

  test('is made of a medium', () => {
    const document = Document.fromMedia('data:image/png;base64,AA', 'image/png');
    expect(JSON.stringify(document)).toBe('{"content":[{"media":{"contentType":"image/png","url":"data:image/png;base64,AA"}}]}');
    expect([document.text, document.data, document.dataType]).toEqual(['', 'data:image/png;base64,AA', 'image/png']);
    expect(document.media).toEqual([{ contentType: 'image/png', url: 'data:image/png;base64,AA' }]);
  });

  test("is made of data: the type 'text' makes a text, any other a medium", () => {
    expect(Document.fromData('hello', 'text').text).toBe('hello');
    expect(Document.fromData('http://x.test/a.png', 'image/png', { page: 2 }).toJSON()).toEqual({
      content: [{ media: { contentType: 'image/png', url: 'http://x.test/a.png' } }],
      metadata: { page: 2 },
    });
    expect(Document.fromData('http://x.test/a').dataType).toBeUndefined();
  });

  test('joins its texts with nothing between them; its data is the text before any medium', () => {
    const document = new Document({ content: [{ text: 'one' }, { media: { url: 'data:,x' } }, { text: 'two' }] });
    expect([document.text, document.data, document.dataType, document.media]).toEqual(['onetwo', 'onetwo', 'text', [{ url: 'data:,x' }]]);
  });

  test('has empty data where it is empty', () => {
    const document = new Document({ content: [] });
    expect([document.data, document.dataType]).toEqual(['', undefined]);
  });

  test('is a copy: neither side sees the changes of the other', () => {
    const data = { content: [{ text: 'one' }], metadata: { tags: ['a'] } };
    const document = new Document(data);
    data.metadata.tags.push('b');
    expect(document.metadata).toEqual({ tags: ['a'] });
    const json = document.toJSON();
    json.content.push({ text: 'two' });
    expect(document.text).toBe('one');
  });

  test('makes a document for each embedding, told apart by embedMetadata', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const document = Document.fromText('film', { id: 7 });
    const documents = document.getEmbeddingDocuments([
      { embedding: [1], metadata: { start: 0 } },
      { embedding: [2], metadata: { start: 5 } },
    ]);
    expect(documents.map((each) => each.metadata)).toEqual([
      { id: 7, embedMetadata: { start: 0 } },
      { id: 7, embedMetadata: { start: 5 } },
    ]);
    expect(Document.fromText('bare').getEmbeddingDocuments([{ embedding: [1], metadata: { start: 0 } }])[0]?.metadata).toEqual({
      embedMetadata: { start: 0 },
    });
    expect(warn).not.toHaveBeenCalled();
  });

  test('warns where several embeddings cannot be told apart', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    Document.fromText('film').getEmbeddingDocuments([{ embedding: [1] }, { embedding: [2] }]);
    expect(warn).toHaveBeenCalledWith('Warning: embedding documents are not unique. Are you missing embed metadata?');
    expect(checkUniqueDocuments([Document.fromText('a'), Document.fromText('b')])).toBe(true);
    expect(checkUniqueDocuments([Document.fromText('a'), Document.fromText('a')])).toBe(false);
  });
});

describe('RankedDocument', () => {
  test('is a document with a score', () => {
    const document = new RankedDocument({ content: [{ text: 'hello' }], metadata: { score: 0.5, id: 1 } });
    expect(document).toBeInstanceOf(Document);
    expect(document.score()).toBe(0.5);
    expect(document.text).toBe('hello');
    expect(document.toJSON()).toEqual({ content: [{ text: 'hello' }], metadata: { score: 0.5, id: 1 } });
  });
});
