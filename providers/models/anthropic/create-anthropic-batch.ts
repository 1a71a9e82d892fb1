import type { VendorBody } from '../create-body-fetch.ts';
import type { VendorJsonAnswer } from '../call-vendor.ts';
import type { BatchPort, BatchState } from '../../../engine/batches/batch-port.ts';
import type { BatchLine, BatchTransport } from '../batch/batch-transport.ts';
import { createBatchPort } from '../batch/create-batch-port.ts';
import { parseJsonLines } from '../batch/parse-json-lines.ts';
import { readRetryAfter } from '../read-retry-after.ts';
import { createClaudeRunner } from './create-claude-runner.ts';
import { ANTHROPIC, type AnthropicOptions } from './anthropic-options.ts';

/**
 * Anthropic's message batches: at most 100,000 requests and 256 MB, for any models, within 24 hours. The vendor keeps no key with a batch, so one in
 * doubt cannot be found again.
 */
export function createAnthropicBatch(options: AnthropicOptions = {}): BatchPort {
  return createBatchPort({
    vendor: ANTHROPIC,
    isOneModel: false,
    createRunner: (modelId, fetch) => createClaudeRunner(modelId, { ...options, fetch }),
    probeModel: 'claude-haiku-4-5',
    modelPath: /\/messages$/,
    transport: ANTHROPIC_TRANSPORT,
    fetch: options.fetch,
  });
}

const ANTHROPIC_TRANSPORT: BatchTransport = {
  submit: async (api, entries) => {
    // features that are asked for by a header are asked for by the whole batch
    const betas = [...new Set(entries.flatMap(({ headers }) => headers['anthropic-beta']?.split(/\s*,\s*/) ?? []))];
    const headers = betas.length > 0 ? { 'anthropic-beta': betas.join(',') } : {};
    const requests = entries.map(({ customId, body }) => ({ custom_id: customId, params: body }));
    return toState(await api.json({ method: 'POST', path: 'messages/batches', body: { requests }, headers }));
  },
  check: async (api, id) => toState(await api.json({ method: 'GET', path: toPath(id) })),
  cancel: async (api, id) => toState(await api.json({ method: 'POST', path: `${toPath(id)}/cancel`, body: {} })),
  read: async (api, id) => {
    const { text } = await api.text({ method: 'GET', path: `${toPath(id)}/results` });
    return parseJsonLines(text).map((line) => toLine(line));
  },
};

function toPath(id: string): string {
  return `messages/batches/${encodeURIComponent(id)}`;
}

function toLine(line: VendorBody): BatchLine {
  const customId = String(line['custom_id']);
  const { type, message, error } = line['result'] as VendorBody;
  switch (type) {
    case 'succeeded':
      return { customId, outcome: { kind: 'answer', status: 200, body: message } };
    case 'canceled':
      return { customId, outcome: { kind: 'cancelled' } };
    case 'expired':
      return { customId, outcome: { kind: 'expired' } };
    default:
      // the error of a message has another error in it
      return { customId, outcome: { kind: 'failure', failure: ((error as VendorBody | undefined)?.['error'] ?? error) as VendorBody } };
  }
}

function toState({ body, headers }: VendorJsonAnswer): BatchState {
  const status = String(body['processing_status']);
  const {
    processing = 0,
    succeeded = 0,
    errored = 0,
    canceled = 0,
    expired = 0,
  } = (body['request_counts'] ?? {}) as Record<string, number>;
  const failed = errored + canceled + expired;
  const retryAfterMs = readRetryAfter(headers);
  return {
    id: String(body['id']),
    done: status === 'ended',
    status,
    counts: { total: processing + succeeded + failed, succeeded, failed },
    ...(status !== 'ended' && retryAfterMs !== undefined && { retryAfterMs }),
  };
}
