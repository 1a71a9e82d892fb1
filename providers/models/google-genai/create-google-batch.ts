import { DurakitError } from '../../../schemas/durakit-error.ts';
import { toVendorError } from '../background/to-vendor-error.ts';
import type { BatchPort, BatchState } from '../../../engine/batches/batch-port.ts';
import type { BatchLine, BatchTransport } from '../batch/batch-transport.ts';
import { createBatchPort } from '../batch/create-batch-port.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { createGeminiRunner } from './create-gemini-runner.ts';
import { GOOGLE_AI, type GoogleAIOptions } from './google-ai-options.ts';
import { asArray, asRecord } from './to-gemini-body.ts';

/** What Google takes within one request. Larger batches would have to be files. */
const MAX_BYTES = 20_000_000;

const ENDED: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED']);

/** Gemini's batches (`:batchGenerateContent`), for one model, at most 20 MB. The display name holds the idempotency key. */
export function createGoogleBatch(options: GoogleAIOptions = {}): BatchPort {
  return createBatchPort({
    vendor: GOOGLE_AI,
    isOneModel: true,
    createRunner: (modelId, fetch) => createGeminiRunner(modelId, { ...options, fetch }),
    probeModel: 'gemini-2.5-flash',
    modelPath: /\/models\/[^/]+:generateContent$/,
    transport: GOOGLE_TRANSPORT,
    fetch: options.fetch,
  });
}

const GOOGLE_TRANSPORT: BatchTransport = {
  submit: async (api, entries, displayName) => {
    const requests = entries.map(({ customId, body }) => ({ request: body, metadata: { custom_id: customId } }));
    // a model of the config's `version` is in the address only
    const addresses = [...new Set(entries.map(({ url }) => url))];
    const [path = ''] = addresses.map((url) => url.slice(api.address.length + 1).replace(/:generateContent$/, ':batchGenerateContent'));
    if (addresses.length > 1) throw refuse('A batch is for one model here: let all requests have the same config.version.');
    const body = { batch: { displayName, inputConfig: { requests: { requests } } } };
    if (Buffer.byteLength(JSON.stringify(body)) > MAX_BYTES)
      throw refuse(`The batch is larger than ${MAX_BYTES} bytes. Make several of it.`);
    return toState((await api.json({ method: 'POST', path, body })).body);
  },
  check: async (api, id) => toState((await api.json({ method: 'GET', path: toPath(id) })).body),
  cancel: async (api, id) => {
    await api.json({ method: 'POST', path: `${toPath(id)}:cancel`, body: {} });
    return toState((await api.json({ method: 'GET', path: toPath(id) })).body);
  },
  read: async (api, id) => {
    const { body } = await api.json({ method: 'GET', path: toPath(id) });
    const output = asRecord(body['response'] ?? asRecord(body['metadata'])['output']);
    return asArray(asRecord(output['inlinedResponses'])['inlinedResponses']).map((line) => toLine(asRecord(line)));
  },
  find: async (api, idempotencyKey) => {
    const { body } = await api.json({ method: 'GET', path: 'batches?pageSize=100' });
    const found = asArray(body['operations']).find((batch) => asRecord(asRecord(batch)['metadata'])['displayName'] === idempotencyKey);
    return found === undefined ? undefined : toState(asRecord(found));
  },
};

function toPath(id: string): string {
  if (/^batches\/[\w-]+$/.test(id)) return id;
  throw refuse(`'${id.slice(0, 100)}' is no id of a batch of Gemini.`);
}

function toLine({ metadata, response, error }: VendorBody): BatchLine {
  const customId = String(asRecord(metadata)['custom_id']);
  if (error === undefined || error === null) return { customId, outcome: { kind: 'answer', status: 200, body: response } };
  // gRPC's number for a request that was cancelled
  return asRecord(error)['code'] === 1
    ? { customId, outcome: { kind: 'cancelled' } }
    : { customId, outcome: { kind: 'failure', failure: asRecord(error) } };
}

function toState(batch: VendorBody): BatchState {
  const { state, batchStats } = asRecord(batch['metadata']);
  const { requestCount, successfulRequestCount, failedRequestCount } = asRecord(batchStats);
  const status = String(state).replace(/^(BATCH|JOB)_STATE_/, '');
  const { error } = batch;
  return {
    id: String(batch['name']),
    done: batch['done'] === true || ENDED.has(status),
    status,
    counts: { total: Number(requestCount ?? 0), succeeded: Number(successfulRequestCount ?? 0), failed: Number(failedRequestCount ?? 0) },
    ...(error !== undefined && error !== null && { error: toVendorError(asRecord(error), { source: GOOGLE_AI, secrets: [] }) }),
  };
}

function refuse(message: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message, source: GOOGLE_AI });
}
