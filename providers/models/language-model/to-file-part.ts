import type { LanguageModelV4FilePart, SharedV4FileData } from '@ai-sdk/provider';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { MediaPart } from '../../../schemas/part.ts';
import { toProviderOptions } from './provider-metadata.ts';

/** For a URL without a content type: by its path's ending. Everything else is taken for an image, as Genkit does. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  md: 'text/markdown',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
};

/**
 * A media part as a file: data URIs become bytes, http(s) and other URLs stay URLs, any other text is taken for the vendor's own
 * reference (a file id). `metadata.filename` names the file. Throws INVALID_ARGUMENT for a data URI that cannot be read.
 */
export function toFilePart({ media, metadata }: MediaPart, providerOptionsKey: string): LanguageModelV4FilePart {
  const { data, mediaType } = toFileData(media.url, providerOptionsKey);
  const filename = metadata?.['filename'];
  return {
    type: 'file',
    data,
    mediaType: media.contentType ?? mediaType,
    ...(typeof filename === 'string' && { filename }),
    ...toProviderOptions(metadata),
  };
}

function toFileData(url: string, providerOptionsKey: string): { data: SharedV4FileData; mediaType: string } {
  if (/^data:/i.test(url)) return fromDataUri(url);
  if (!URL.canParse(url)) return { data: { type: 'reference', reference: { [providerOptionsKey]: url } }, mediaType: 'image' };
  const parsed = new URL(url);
  const ending = /\.(\w+)$/.exec(parsed.pathname)?.[1]?.toLowerCase() ?? '';
  const data: SharedV4FileData = { type: 'url', url: parsed, ...(parsed.href !== url && { originalUrl: url }) };
  return { data, mediaType: MEDIA_TYPES[ending] ?? 'image' };
}

/** Found by position, not by a regular expression over the whole: a data URI can have many megabytes. */
function fromDataUri(url: string): { data: SharedV4FileData; mediaType: string } {
  const comma = url.indexOf(',');
  const [mediaType, ...parameters] = url.slice('data:'.length, Math.max(comma, 0)).split(';');
  const body = url.slice(comma + 1);
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64');
  if (comma < 0) throw unreadableDataUri(url);
  const data = isBase64 ? body : toBase64(body, url);
  return { data: { type: 'data', data }, mediaType: mediaType === undefined || mediaType === '' ? 'text/plain' : mediaType };
}

function toBase64(percentEncoded: string, url: string): string {
  try {
    return Buffer.from(decodeURIComponent(percentEncoded), 'utf8').toString('base64');
  } catch {
    throw unreadableDataUri(url);
  }
}

function unreadableDataUri(url: string): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `The data URI that begins with '${url.slice(0, 40)}' cannot be read. It must have the form data:<type>;base64,<data>.`,
  });
}
