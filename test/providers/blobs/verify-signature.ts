import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whose requests are right. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const MOST_SKEW_MILLISECONDS = 15 * 60_000;
const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Checks a request as S3 does: signature version 4, in the header or in the query, and that the body is the one that was signed. Gives S3's
 * code of what is wrong. Written from https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and, for addresses,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function verifySignature(request: IncomingMessage, body: Buffer, key: SigningKey): string | undefined {
  const url = new URL(request.url ?? '/', 'http://host');
  const signed = url.searchParams.has('X-Amz-Signature') ? readQuery(url) : readHeader(request);
  if (signed === undefined) return 'AccessDenied';
  const [keyId, day, ...rest] = signed.credential.split('/');
  if (keyId !== key.accessKeyId) return 'InvalidAccessKeyId';
  if (rest.join('/') !== `${key.region}/s3/aws4_request` || !signed.date.startsWith(`${day}T`)) return 'AuthorizationHeaderMalformed';
  if (!isInTime(signed)) return signed.expires === undefined ? 'RequestTimeTooSkewed' : 'AccessDenied';
  if (!areSigned(request, signed)) return 'AccessDenied';
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
    toCanonicalQuery(url),
    ...signed.headers.map(
      (name) =>
        `${name}:${String(request.headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    signed.headers.join(';'),
    signed.payload,
  ].join('\n');
  const scope = [day, ...rest].join('/');
  const expected = hmac(toKey(key, day ?? ''), [ALGORITHM, signed.date, scope, sha256(canonical)].join('\n'));
  const given = Buffer.from(signed.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'SignatureDoesNotMatch';
  return signed.payload === 'UNSIGNED-PAYLOAD' || signed.payload === sha256(body) ? undefined : 'XAmzContentSHA256Mismatch';
}

interface Signed {
  readonly credential: string;
  readonly headers: readonly string[];
  readonly signature: string;
  /** `20261121T200000Z`. */
  readonly date: string;
  readonly payload: string;
  /** Seconds; of addresses alone. */
  readonly expires?: number;
}

function readHeader({ headers }: IncomingMessage): Signed | undefined {
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    headers.authorization ?? '',
  );
  const [date, payload] = [headers['x-amz-date'], headers['x-amz-content-sha256']];
  const [, credential, names, signature] = found ?? [];
  if (credential === undefined || names === undefined || signature === undefined) return undefined;
  if (typeof date !== 'string' || typeof payload !== 'string') return undefined;
  return { credential, headers: names.split(';'), signature, date, payload };
}

function readQuery({ searchParams }: URL): Signed | undefined {
  if (searchParams.get('X-Amz-Algorithm') !== ALGORITHM) return undefined;
  const read = (name: string): string => searchParams.get(`X-Amz-${name}`) ?? '';
  return {
    credential: read('Credential'),
    headers: read('SignedHeaders').split(';'),
    signature: read('Signature'),
    date: read('Date'),
    payload: 'UNSIGNED-PAYLOAD',
    expires: Number(read('Expires')),
  };
}

function isInTime({ date, expires }: Signed): boolean {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const age = Date.now() - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (expires === undefined) return Math.abs(age) <= MOST_SKEW_MILLISECONDS;
  return age >= -MOST_SKEW_MILLISECONDS && expires >= 1 && expires <= 604_800 && age <= expires * 1000;
}

/** `host` and every `x-amz-…` that is sent must be signed. */
function areSigned({ headers }: IncomingMessage, signed: Signed): boolean {
  return ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))].every((name) => signed.headers.includes(name));
}

function toCanonicalQuery({ searchParams }: URL): string {
  return [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
}

function toKey({ secretAccessKey, region }: SigningKey, day: string): Buffer {
  return [region, 's3', 'aws4_request'].reduce((key, part) => hmac(key, part), hmac(`AWS4${secretAccessKey}`, day));
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}
