import { describe, expect, test } from '@jest/globals';
import { toFilePart } from '../../../../providers/models/language-model/to-file-part.ts';

const convert = (url: string, contentType?: string): unknown =>
  toFilePart({ media: { url, ...(contentType !== undefined && { contentType }) } }, 'vendor');

describe('toFilePart', () => {
  test.each([
    ['data:image/png;base64,AAAA', 'image/png', 'AAAA'],
    ['DATA:text/plain;charset=utf-8;base64,aGk=', 'text/plain', 'aGk='],
    ['data:text/plain,hi%20there', 'text/plain', 'aGkgdGhlcmU='],
    ['data:,hi', 'text/plain', 'aGk='],
    ['data:;base64,aGk=', 'text/plain', 'aGk='],
  ])('%s has its bytes', (url, mediaType, data) => {
    expect(convert(url)).toEqual({ type: 'file', mediaType, data: { type: 'data', data } });
  });

  test.each(['data:image/png;base64', 'data:text/plain,%E0%A4%A'])('%s cannot be read', (url) => {
    expect(() => convert(url)).toThrow('cannot be read');
  });

  test('a long one is cut in the error', () => {
    expect(() => convert(`data:image/png;base64${'A'.repeat(10_000)}`)).toThrow(/^.{0,200}$/s);
  });

  test.each([
    ['https://x.test/a/B.JPG?size=1', 'image/jpeg'],
    ['https://x.test/talk.mp3', 'audio/mpeg'],
    ['https://x.test/image', 'image'],
    ['gs://bucket/film.mp4', 'video/mp4'],
  ])('%s stays a URL, of type %s', (url, mediaType) => {
    expect(convert(url)).toEqual({ type: 'file', mediaType, data: expect.objectContaining({ type: 'url', url: new URL(url) }) });
  });

  test('the content type that is given wins', () => {
    expect(convert('https://x.test/image.png', 'image/webp')).toMatchObject({ mediaType: 'image/webp' });
    expect(convert('data:image/png;base64,AAAA', 'image/webp')).toMatchObject({ mediaType: 'image/webp' });
  });

  test('a URL that parsing would change is kept beside', () => {
    expect(convert('HTTPS://X.test/a b')).toMatchObject({ data: { originalUrl: 'HTTPS://X.test/a b' } });
  });

  test("what is no URL is the vendor's own reference", () => {
    expect(convert('file-abc123', 'application/pdf')).toEqual({
      type: 'file',
      mediaType: 'application/pdf',
      data: { type: 'reference', reference: { vendor: 'file-abc123' } },
    });
  });
});
