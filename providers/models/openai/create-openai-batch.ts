import type { VendorBody } from '../create-body-fetch.ts';
import type { BatchPort, BatchState } from '../../../engine/batches/batch-port.ts';
import type { BatchApi, BatchEntry, BatchLine, BatchTransport } from '../batch/batch-transport.ts';
import { createBatchPort } from '../batch/create-batch-port.ts';
import { parseJsonLines } from '../batch/parse-json-lines.ts';
import { createOpenAIChatRunner } from './create-openai-chat-runner.ts';
import { OPENAI, type OpenAIOptions } from './openai-options.ts';

/** The path as it stands in the lines of the file, whatever address the API has. */
const ENDPOINT = '/v1/chat/completions';

/** OpenAI's only one. */
const WINDOW = '24h';

/** The name under which the idempotency key is kept with the batch. */
const KEY_NAME = 'durakit_key';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

/**
 * OpenAI's batches: a file of requests, at most 50,000 and 200 MB, for one model. Source: the vendor's description of `/batches` and `/files`. The
 * vendor's package has batches of the responses API only; these are of the chat completions that `openAI` speaks.
 */
export function createOpenAIBatch(options: OpenAIOptions = {}): BatchPort {
  return createBatchPort({
    vendor: OPENAI,
    isOneModel: true,
    createRunner: (modelId, fetch) => createOpenAIChatRunner(modelId, { ...options, fetch }),
    probeModel: 'gpt-4.1-mini',
    modelPath: /\/chat\/completions$/,
    transport: OPENAI_TRANSPORT,
    fetch: options.fetch,
  });
}

const OPENAI_TRANSPORT: BatchTransport = {
  submit: async (api, entries, idempotencyKey) => {
    const { body: file } = await api.json({ method: 'POST', path: 'files', body: toForm(entries) });
    const body = { input_file_id: file['id'], endpoint: ENDPOINT, completion_window: WINDOW, metadata: { [KEY_NAME]: idempotencyKey } };
    return toState((await api.json({ method: 'POST', path: 'batches', body })).body);
  },
  check: async (api, id) => toState((await api.json({ method: 'GET', path: `batches/${encodeURIComponent(id)}` })).body),
  cancel: async (api, id) => toState((await api.json({ method: 'POST', path: `batches/${encodeURIComponent(id)}/cancel`, body: {} })).body),
  read: async (api, id) => {
    const { body } = await api.json({ method: 'GET', path: `batches/${encodeURIComponent(id)}` });
    const files = [body['output_file_id'], body['error_file_id']].filter((file) => typeof file === 'string');
    return (await Promise.all(files.map((file) => readFile(api, file)))).flat();
  },
  find: async (api, idempotencyKey) => {
    const { body } = await api.json({ method: 'GET', path: 'batches?limit=100' });
    const found = (body['data'] as VendorBody[] | undefined)?.find(
      ({ metadata }) => (metadata as VendorBody | null | undefined)?.[KEY_NAME] === idempotencyKey,
    );
    return found === undefined ? undefined : toState(found);
  },
};

function toForm(entries: readonly BatchEntry[]): FormData {
  const lines = entries.map(({ customId, body }) => `${JSON.stringify({ custom_id: customId, method: 'POST', url: ENDPOINT, body })}\n`);
  const form = new FormData();
  form.append('purpose', 'batch');
  form.append('file', new Blob(lines, { type: 'application/jsonl' }), 'batch.jsonl');
  return form;
}

async function readFile(api: BatchApi, id: string): Promise<BatchLine[]> {
  const { text } = await api.text({ method: 'GET', path: `files/${encodeURIComponent(id)}/content` });
  return parseJsonLines(text).map((line) => {
    const customId = String(line['custom_id']);
    const response = line['response'] as VendorBody | null | undefined;
    const failure = line['error'] as VendorBody | null | undefined;
    if (failure?.['code'] === 'batch_expired') return { customId, outcome: { kind: 'expired' } };
    if (failure?.['code'] === 'batch_cancelled') return { customId, outcome: { kind: 'cancelled' } };
    if (response === undefined || response === null) return { customId, outcome: { kind: 'failure', failure } };
    return { customId, outcome: { kind: 'answer', status: Number(response['status_code']), body: response['body'] } };
  });
}

function toState(batch: VendorBody): BatchState {
  const status = String(batch['status']);
  const counts = batch['request_counts'] as { total?: number; completed?: number; failed?: number } | null | undefined;
  const [problem] = (batch['errors'] as { data?: { message?: string; code?: string }[] } | null | undefined)?.data ?? [];
  return {
    id: String(batch['id']),
    done: ENDED.has(status),
    status,
    ...(counts && { counts: { total: counts.total ?? 0, succeeded: counts.completed ?? 0, failed: counts.failed ?? 0 } }),
    ...(problem !== undefined && {
      error: { message: problem.message ?? status, ...(problem.code !== undefined && { code: problem.code }) },
    }),
  };
}
