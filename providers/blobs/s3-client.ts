import { AwsClient } from 'aws4fetch';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { StatusName } from '../../schemas/status.ts';

/** A key of AWS or of another vendor's S3. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of keys that are lent for a while. */
  readonly sessionToken?: string | undefined;
}

/** Which bucket, where. */
export interface S3Location {
  readonly bucket: string;
  /** `https://…` of a vendor or of MinIO. Default: `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`, else AWS's for the region. */
  readonly endpoint?: string;
  /** Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, else `us-east-1`; vendors without regions take `auto`. */
  readonly region?: string;
  /** True: `endpoint/bucket/key`; false: `bucket.endpoint/key`. Default: true where an endpoint is given. */
  readonly pathStyle?: boolean;
  /** Default: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`. A function is asked for each request: it may renew. */
  readonly credentials?: S3Credentials | (() => S3Credentials | Promise<S3Credentials>);
}

/** One request. */
export interface S3Request {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  readonly abortSignal?: AbortSignal | undefined;
}

/** Signed requests to one bucket. */
export interface S3Client {
  /** `/bucket/key`, as the header `x-amz-copy-source` has it. */
  toCopySource(key: string): string;
  /** An answer with a code below 400, or 404 or 416. Everything else is thrown, with what S3 says of it. */
  send(request: S3Request): Promise<Response>;
  /** A GET that anybody may send until then. */
  sign(key: string, expiresInSeconds: number): Promise<string>;
}

/** Of aws4fetch: 429 and codes from 500, with growing pauses. A connection that breaks is not tried again here. */
const RETRIES = 3;

/** The client; nothing is sent yet. */
export function createS3Client(location: S3Location): S3Client {
  const { bucket } = location;
  const region = location.region ?? readEnvironment('AWS_REGION', 'AWS_DEFAULT_REGION') ?? 'us-east-1';
  const base = toBase(location, region);
  const cache = new Map<string, ArrayBuffer>();
  const open = async (): Promise<AwsClient> =>
    new AwsClient({ ...(await readCredentials(location)), service: 's3', region, cache, retries: RETRIES });
  const toUrl = (key: string, query: Readonly<Record<string, string>> = {}): URL => {
    const url = new URL(`${base}/${toPath(key)}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  };
  return {
    toCopySource: (key) => `/${bucket}/${toPath(key)}`,
    send: async ({ method, key, query, headers, body, abortSignal }) => {
      const client = await open();
      const init = { method, headers: { ...headers }, body: body ?? null, signal: abortSignal ?? null };
      const response = await explain(() => client.fetch(toUrl(key, query), init), abortSignal);
      if (response.status < 400 || response.status === 404 || response.status === 416) return response;
      throw await toS3Error(response, `${method} ${key}`);
    },
    sign: async (key, expiresInSeconds) => {
      const url = toUrl(key, { 'X-Amz-Expires': String(expiresInSeconds) });
      return (await (await open()).sign(url, { method: 'GET', aws: { signQuery: true } })).url;
    },
  };
}

/** An answer that is an error, or that says 200 and holds one: S3 begins to answer before it has copied. */
export async function toS3Error({ status, body }: Response | { status: number; body: string }, what: string): Promise<DurakitError> {
  const text = typeof body === 'string' ? body : await new Response(body).text().catch(() => '');
  const [code, message] = [readTag(text, 'Code'), readTag(text, 'Message')];
  return new DurakitError({
    status: toStatus(status, code),
    message: `S3 refused ${what} (HTTP ${status}${code === undefined ? '' : `, ${code}`})${message === undefined ? '.' : `: ${message}`}`,
    details: { httpStatus: status, ...(code !== undefined && { code }) },
  });
}

/** The text between the first `<tag>` and its end. */
export function readTag(xml: string, tag: string): string | undefined {
  const text = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
  return text?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

function toStatus(httpStatus: number, code: string | undefined): StatusName {
  if (httpStatus === 429 || httpStatus >= 500 || code === 'InternalError' || code === 'SlowDown') return 'UNAVAILABLE';
  if (httpStatus === 401) return 'UNAUTHENTICATED';
  if (httpStatus === 403) return 'PERMISSION_DENIED';
  return httpStatus === 404 ? 'NOT_FOUND' : 'FAILED_PRECONDITION';
}

async function explain(work: () => Promise<Response>, abortSignal: AbortSignal | undefined): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (abortSignal?.aborted === true)
      throw new DurakitError({ status: 'CANCELLED', message: 'A request to S3 was cancelled.', cause: error });
    const reason = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    throw new DurakitError({ status: 'UNAVAILABLE', message: `S3 does not answer (${reason}).`, cause: error });
  }
}

function toBase({ bucket, endpoint, pathStyle }: S3Location, region: string): string {
  const given = endpoint ?? readEnvironment('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL');
  const url = given ?? `https://s3.${region}.amazonaws.com`;
  if (!URL.canParse(url) || !/^[\w.-]+$/.test(bucket)) throw badLocation(bucket, url);
  const { protocol, host, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return (pathStyle ?? given !== undefined) ? `${protocol}//${host}${path}/${bucket}` : `${protocol}//${bucket}.${host}${path}`;
}

async function readCredentials({ credentials }: S3Location): Promise<ReturnType<typeof toGiven>> {
  if (credentials !== undefined) return toGiven(typeof credentials === 'function' ? await credentials() : credentials);
  const [accessKeyId, secretAccessKey] = [readEnvironment('AWS_ACCESS_KEY_ID'), readEnvironment('AWS_SECRET_ACCESS_KEY')];
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    return toGiven({ accessKeyId, secretAccessKey, sessionToken: readEnvironment('AWS_SESSION_TOKEN') });
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: 'There is no key for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the store `credentials`.',
  });
}

function toGiven({ accessKeyId, secretAccessKey, sessionToken }: S3Credentials): {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
} {
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

function readEnvironment(...names: readonly string[]): string | undefined {
  return names.map((name) => process.env[name]).find((value) => value !== undefined && value !== '');
}

function toPath(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}

function badLocation(bucket: string, url: string): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `The bucket '${bucket}' at '${url}' is no place for blobs: give a bucket's name and an endpoint that begins with https:// or http://.`,
  });
}
