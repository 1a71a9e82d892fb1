import type { ModelRunner } from '../../../engine/define-model.ts';
import type { OperationArguments } from '../../../engine/operations/background-model.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../../schemas/generate-response.ts';
import { toReportedError } from '../background/to-vendor-error.ts';
import { callVendor, callVendorJson, type VendorCall } from '../call-vendor.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { toModelError } from '../to-model-error.ts';
import type { BatchPort, BatchRequest, BatchResult } from '../../../engine/batches/batch-port.ts';
import type { BatchApi, BatchCall, BatchEntry, BatchLine, BatchTransport } from './batch-transport.ts';
import { captureRequest, createAnswerFetch } from './capture-request.ts';

/** What is special about a vendor. */
export interface BatchVendor {
  /** The plugin's name. */
  readonly vendor: string;
  readonly isOneModel: boolean;
  /** The runner of the vendor's normal path. It must send with the given `fetch`. */
  readonly createRunner: (modelId: string, fetch: typeof globalThis.fetch) => ModelRunner;
  /** A model whose request, never sent, shows address and headers. */
  readonly probeModel: string;
  /** The model's own part at the end of its address. */
  readonly modelPath: RegExp;
  readonly transport: BatchTransport;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const PROBE: GenerateRequest = { messages: [{ role: 'user', content: [{ text: 'hello' }] }] };

/** Headers that belong to one request. */
const OWN_HEADERS: ReadonlySet<string> = new Set(['content-type', 'content-length', 'user-agent', 'anthropic-beta']);

/** A vendor's batches over its normal model path: each request is made by the model and kept from being sent, each answer is read by it. */
export function createBatchPort(given: BatchVendor): BatchPort {
  const { vendor, isOneModel, transport } = given;
  const { find } = transport;
  const using = async <T>(surroundings: OperationArguments, run: (api: BatchApi) => Promise<T>): Promise<T> => {
    const { api, secrets } = await connect(given, surroundings);
    return await run(api).catch((error: unknown) => {
      throw toModelError(error, { source: vendor, secrets, abortSignal: surroundings.abortSignal });
    });
  };
  return {
    vendor,
    isOneModel,
    submit: async (requests, surroundings) => {
      checkRequests(requests, given);
      const entries = await Promise.all(requests.map((request) => toEntry(request, given, surroundings)));
      return await using(surroundings, (api) => transport.submit(api, entries, surroundings.idempotencyKey));
    },
    check: (id, surroundings) => using(surroundings, (api) => transport.check(api, id)),
    cancel: (id, surroundings) => using(surroundings, (api) => transport.cancel(api, id)),
    results: async (id, requests, surroundings) => {
      const lines = await using(surroundings, (api) => transport.read(api, id));
      const byId = new Map(lines.map((line) => [line.customId, line]));
      return await Promise.all(requests.map((request) => toResult(request, byId.get(request.customId), { given, surroundings })));
    },
    ...(find !== undefined && { find: (key: string, surroundings: OperationArguments) => using(surroundings, (api) => find(api, key)) }),
  };
}

function checkRequests(requests: readonly BatchRequest[], { vendor, isOneModel }: BatchVendor): void {
  const refuse = (message: string): DurakitError => new DurakitError({ status: 'INVALID_ARGUMENT', message, source: vendor });
  const ids = new Set(requests.map(({ customId }) => customId));
  const wrong = requests.find(({ customId }) => !/^[\w-]{1,64}$/.test(customId));
  const models = [...new Set(requests.map(({ modelId }) => modelId))];
  if (requests.length === 0) throw refuse('A batch needs a request.');
  if (wrong !== undefined)
    throw refuse(`'${wrong.customId}' cannot be the id of a request in a batch: letters, digits, - and _, at most 64.`);
  if (ids.size < requests.length) throw refuse('Two requests of the batch have one id.');
  if (isOneModel && models.length > 1) throw refuse(`A batch is for one model here, and this one has ${models.join(', ')}.`);
}

async function toEntry(
  { customId, modelId, request }: BatchRequest,
  given: BatchVendor,
  surroundings: OperationArguments,
): Promise<BatchEntry> {
  const captured = await captureRequest((fetch) => runOnce(given.createRunner(modelId, fetch), request, surroundings));
  return { ...captured, customId, modelId };
}

/** Not streamed: a batch's body asks for the whole answer. */
async function runOnce(runner: ModelRunner, request: GenerateRequest, surroundings: OperationArguments): Promise<GenerateResponseData> {
  const { context, abortSignal } = surroundings;
  return await runner(request, { context, abortSignal, streamingRequested: false, sendChunk: () => undefined });
}

async function toResult(
  { customId, modelId, request }: BatchRequest,
  line: BatchLine | undefined,
  { given, surroundings }: { given: BatchVendor; surroundings: OperationArguments },
): Promise<BatchResult> {
  const source = `${given.vendor}/${modelId}`;
  const { outcome } = line ?? { outcome: { kind: 'cancelled' as const } };
  try {
    if (outcome.kind !== 'answer') throw toOutcomeError(outcome, source);
    const runner = given.createRunner(modelId, createAnswerFetch(outcome.status, outcome.body));
    return { customId, response: await runOnce(runner, request, surroundings) };
  } catch (error) {
    return { customId, error: toModelError(error, { source, abortSignal: surroundings.abortSignal }) };
  }
}

function toOutcomeError(outcome: Exclude<BatchLine['outcome'], { kind: 'answer' }>, source: string): unknown {
  switch (outcome.kind) {
    case 'failure':
      return toReportedError(outcome.failure ?? {});
    case 'expired':
      return new DurakitError({
        status: 'DEADLINE_EXCEEDED',
        message: 'The batch ended before the vendor came to this request.',
        source,
        details: { class: 'timeout' },
      });
    case 'cancelled':
      return new DurakitError({ status: 'CANCELLED', message: 'The batch ended without an answer to this request.', source });
  }
}

async function connect(given: BatchVendor, surroundings: OperationArguments): Promise<{ api: BatchApi; secrets: readonly string[] }> {
  const { url, headers } = await captureRequest((fetch) => runOnce(given.createRunner(given.probeModel, fetch), PROBE, surroundings));
  const address = url.replace(given.modelPath, '');
  const shared = Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name)));
  const toCall = ({ method, path, body, headers: own }: BatchCall): VendorCall => ({
    method,
    url: toUrl(path, address),
    headers: { ...shared, ...own },
    body,
    abortSignal: surroundings.abortSignal,
    fetch: given.fetch,
  });
  return {
    api: { address, json: (call) => callVendorJson(toCall(call)), text: (call) => callVendor(toCall(call)) },
    secrets: findSecretValues({ ...headers }),
  };
}

/** The key goes nowhere else, whatever an answer names. */
function toUrl(path: string, address: string): string {
  if (!URL.canParse(path)) return `${address}/${path}`;
  if (new URL(path).origin === new URL(address).origin) return path;
  throw new DurakitError({
    status: 'PERMISSION_DENIED',
    message: `The vendor names an address that is not its own: ${new URL(path).host}`,
  });
}
