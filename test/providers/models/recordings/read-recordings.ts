import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { findSharedFolder } from './shared-folder.ts';

const BodySchema = z.object({ json: z.unknown().optional(), text: z.string().optional(), base64: z.string().optional() });

const ExchangeSchema = z.object({
  method: z.string(),
  url: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  request: BodySchema,
  response: BodySchema,
});

const SessionSchema = z.object({ exchanges: z.array(ExchangeSchema) });

/** One recorded request with its answer. */
export interface Recording {
  /** `vendor/file.json:position`. */
  readonly name: string;
  readonly vendor: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where the request was not recorded. */
  readonly request: unknown;
  /** The bytes as they came, perhaps compressed. */
  readonly bytes: Buffer;
  /** The bytes as text. */
  readonly text: string;
}

/** All recorded exchanges whose URL holds `part`. */
export function readRecordings(part: string): Recording[] {
  const fixtures = join(findSharedFolder(), 'fixtures');
  const vendors = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return vendors.flatMap(({ name: vendor }) =>
    readdirSync(join(fixtures, vendor))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => readSession(fixtures, `${vendor}/${file}`, part)),
  );
}

function readSession(fixtures: string, file: string, part: string): Recording[] {
  const { exchanges } = SessionSchema.parse(JSON.parse(readFileSync(join(fixtures, file), 'utf8')));
  const vendor = file.slice(0, file.indexOf('/'));
  return exchanges.flatMap(({ url, status, headers, request, response }, position) => {
    if (!url.includes(part)) return [];
    const bytes = toBytes(response);
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    // the recorders kept compressed bytes and dropped the header that says so
    const encoding = isCompressed ? { 'content-encoding': 'gzip' } : {};
    const text = (isCompressed ? gunzipSync(bytes) : bytes).toString('utf8');
    return [{ name: `${file}:${position}`, vendor, url, status, headers: { ...headers, ...encoding }, request: request.json, bytes, text }];
  });
}

function toBytes({ json, text, base64 }: z.infer<typeof BodySchema>): Buffer {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return Buffer.from(text ?? (json === undefined ? '' : JSON.stringify(json)), 'utf8');
}
