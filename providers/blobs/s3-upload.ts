import { createHash } from 'node:crypto';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { readTag, toS3Error, type S3Client, type S3Request } from './s3-client.ts';

/** Where an upload goes. */
export interface S3Target {
  readonly key: string;
  readonly contentType: string;
  readonly abortSignal?: AbortSignal | undefined;
}

/** An upload in parts, for content whose length is not known. Nothing is visible before it is completed. */
export interface S3Upload {
  /** In order. Each but the last has at least 5 MiB. */
  add(part: Buffer): Promise<void>;
  complete(): Promise<void>;
  /** Gives the parts up. What cannot be given up now is left to the bucket's own rules. */
  abort(): Promise<void>;
}

/** Begins one. */
export async function startS3Upload(client: S3Client, { key, contentType, abortSignal }: S3Target): Promise<S3Upload> {
  const begun = await sendForText(client, {
    method: 'POST',
    key,
    query: { uploads: '' },
    headers: { 'content-type': contentType },
    abortSignal,
  });
  const uploadId = readTag(begun, 'UploadId');
  if (uploadId === undefined) throw new DurakitError({ status: 'INTERNAL', message: 'S3 began an upload without saying its id.' });
  const tags: string[] = [];
  return {
    add: async (part) => {
      const query = { partNumber: String(tags.length + 1), uploadId };
      const response = await sendForSuccess(client, { method: 'PUT', key, query, ...toSignedBody(part), abortSignal });
      await response.body?.cancel();
      tags.push(response.headers.get('etag') ?? '');
    },
    complete: async () => {
      const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escapeXml(tag)}</ETag></Part>`).join('');
      const body = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts}</CompleteMultipartUpload>`;
      const headers = { 'content-type': 'application/xml' };
      await sendForText(client, { method: 'POST', key, query: { uploadId }, headers, body, abortSignal });
    },
    abort: async () => {
      const response = await client.send({ method: 'DELETE', key, query: { uploadId } });
      await response.body?.cancel();
    },
  };
}

/** One object at once: S3 checks that it gets what was signed. */
export async function putS3Object(client: S3Client, { key, contentType, abortSignal }: S3Target, bytes: Buffer): Promise<void> {
  const { headers, body } = toSignedBody(bytes);
  const request = { method: 'PUT', key, headers: { ...headers, 'content-type': contentType }, body, abortSignal } as const;
  await (await sendForSuccess(client, request)).body?.cancel();
}

/** Inside the bucket, at most 5 GiB; the content type goes along. */
export async function copyS3Object(client: S3Client, from: string, { key, abortSignal }: Omit<S3Target, 'contentType'>): Promise<void> {
  await sendForText(client, { method: 'PUT', key, headers: { 'x-amz-copy-source': client.toCopySource(from) }, abortSignal });
}

function toSignedBody(bytes: Buffer): { headers: Record<string, string>; body: Uint8Array<ArrayBuffer> } {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { headers: { 'x-amz-content-sha256': sha256 }, body: bytes as Uint8Array<ArrayBuffer> };
}

async function sendForSuccess(client: S3Client, request: S3Request): Promise<Response> {
  const response = await client.send(request);
  if (response.ok) return response;
  throw await toS3Error(response, `${request.method} ${request.key}`);
}

async function sendForText(client: S3Client, request: S3Request): Promise<string> {
  const response = await sendForSuccess(client, request);
  const body = await response.text();
  if (!body.includes('<Error>')) return body;
  throw await toS3Error({ status: response.status, body }, `${request.method} ${request.key}`);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
