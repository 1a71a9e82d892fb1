import { DurakitError } from 'durakit';
import type { Adoption, ModelOperation, OperationArguments, Orphan, StartArguments } from 'durakit/plugin';
import type { GenerateRequest } from '../../schemas/generate-request.ts';

const VENDOR = process.env['VENDOR_URL'] ?? '';

interface VideoAnswer {
  readonly id: string;
  readonly state?: 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly progress?: number;
  readonly error?: string;
  readonly files?: readonly string[];
}

/** As a vendor's adapter does it: the code says the class. */
const STATUS_OF_CODE = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 404: 'NOT_FOUND', 429: 'RESOURCE_EXHAUSTED' } as const;

async function ask(path: string, init: RequestInit): Promise<VideoAnswer> {
  const response = await fetch(`${VENDOR}${path}`, init);
  const body = (await response.json()) as VideoAnswer;
  if (response.ok) return body;
  const status = STATUS_OF_CODE[response.status as keyof typeof STATUS_OF_CODE] ?? 'UNAVAILABLE';
  throw new DurakitError({ status, message: body.error ?? `HTTP ${response.status}` });
}

function toOperation({ id, state = 'running', progress, error, files = [] }: VideoAnswer): ModelOperation {
  if (state === 'running') return { id, done: false, ...(progress !== undefined && { metadata: { progress } }) };
  if (state !== 'succeeded') return { id, done: true, error: { message: error ?? state } };
  if (files.length === 0) return { id, done: true, output: { finishReason: 'blocked', finishMessage: 'all was filtered' } };
  const content = files.map((url) => ({ media: { url, contentType: 'video/mp4' } }));
  return { id, done: true, output: { finishReason: 'stop', message: { role: 'model', content } } };
}

/** The adapter's functions for the fake vendor. */
export async function startVideo({ messages }: GenerateRequest, { idempotencyKey, abortSignal }: StartArguments): Promise<ModelOperation> {
  const prompt = messages.flatMap(({ content }) => content).map((part) => ('text' in part ? part.text : ''))[0];
  const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
  return toOperation(await ask('/videos', { method: 'POST', headers, body: JSON.stringify({ prompt }), signal: abortSignal }));
}

export async function checkVideo({ id }: ModelOperation, { abortSignal }: OperationArguments): Promise<ModelOperation> {
  return toOperation(await ask(`/videos/${id}`, { signal: abortSignal }));
}

export async function cancelVideo({ id }: ModelOperation, { abortSignal }: OperationArguments): Promise<ModelOperation> {
  return toOperation(await ask(`/videos/${id}/cancel`, { method: 'POST', signal: abortSignal }));
}

export async function adoptVideo({ idempotencyKey }: Orphan, { abortSignal }: OperationArguments): Promise<Adoption> {
  const response = await fetch(`${VENDOR}/videos?key=${idempotencyKey}`, { signal: abortSignal });
  const { jobs } = (await response.json()) as { jobs: readonly VideoAnswer[] };
  return jobs[0] === undefined ? { state: 'absent' } : { state: 'found', operation: toOperation(jobs[0]) };
}
