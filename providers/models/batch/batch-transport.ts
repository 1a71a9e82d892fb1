import type { ReportedFailure } from '../background/to-vendor-error.ts';
import type { VendorAnswer, VendorCall, VendorJsonAnswer } from '../call-vendor.ts';
import type { CapturedRequest } from './capture-request.ts';
import type { BatchState } from '../../../engine/batches/batch-port.ts';

/** A vendor's API, with the key in hand. */
export interface BatchApi {
  /** Where the model's own address begins, with the version. */
  readonly address: string;
  readonly json: (call: BatchCall) => Promise<VendorJsonAnswer>;
  readonly text: (call: BatchCall) => Promise<VendorAnswer>;
}

/** One request. */
export interface BatchCall extends Pick<VendorCall, 'method' | 'body'> {
  /** Behind the address, or a whole URL of the vendor's. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the vendor answered to one request. */
export interface BatchLine {
  readonly customId: string;
  readonly outcome:
    | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
    | { readonly kind: 'failure'; readonly failure: ReportedFailure | undefined | null }
    | { readonly kind: 'cancelled' | 'expired' };
}

/** A request as the model made it, with the id under which its answer comes. */
export interface BatchEntry extends CapturedRequest {
  readonly customId: string;
  readonly modelId: string;
}

/** How a vendor takes and gives batches. Functions may throw `APICallError`s. */
export interface BatchTransport {
  readonly submit: (api: BatchApi, entries: readonly BatchEntry[], idempotencyKey: string) => Promise<BatchState>;
  readonly check: (api: BatchApi, id: string) => Promise<BatchState>;
  readonly read: (api: BatchApi, id: string) => Promise<readonly BatchLine[]>;
  readonly cancel: (api: BatchApi, id: string) => Promise<BatchState>;
  readonly find?: (api: BatchApi, idempotencyKey: string) => Promise<BatchState | undefined>;
}
