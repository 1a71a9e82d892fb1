import type { Duration } from './duration.ts';

/** How a call may wait for others of its model, to be sent together with them for less money. */
export interface BatchOptions {
  /** From the call to its answer, at most 7 days. Vendors promise a day. */
  readonly within: Duration;
  /** How long others are waited for before a batch is sent. Default 30 s, at most an hour. That of the first call counts. */
  readonly window?: Duration;
  /** A batch of so many is sent at once. Default 500, at most 1,000. That of the first call counts. */
  readonly size?: number;
}

/** {@link BatchOptions} with all defaults filled in. Milliseconds. */
export interface BatchLimits {
  readonly within: number;
  readonly window: number;
  readonly size: number;
}

/** One request that waits for its batch, as the collector is told of it. */
export interface BatchedItem extends Omit<BatchLimits, 'within'> {
  /** Letters, digits and `-`: it is also the vendor's name of the request. */
  readonly id: string;
}

/** What the activity of a model does for a request in a batch: waits for its answer, or takes the request back. */
export type BatchTask = (BatchedItem & { readonly kind: 'ask' }) | { readonly kind: 'withdraw'; readonly id: string };

/** The first argument of the operation that is one batch. */
export interface BatchedRequest {
  /** The operation's workflow id. */
  readonly batch: string;
  /** Ids of {@link BatchedItem}s. */
  readonly items: readonly string[];
}

/** The defaults of {@link BatchOptions}. */
export const BATCH_DEFAULTS = { window: 30_000, size: 500 } as const;

/** The signal that brings a {@link BatchedItem}. */
export const BATCH_SIGNAL = 'item';

const PREFIX = 'batch/';

/** The workflow type of what collects the requests of a model. Under the same name the batch itself is a background model. */
export function toBatchName(model: string): string {
  return `${PREFIX}${model}`;
}

/** The model of a {@link toBatchName}; undefined for every other text. */
export function fromBatchName(name: string): string | undefined {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : undefined;
}

/** The workflow id of what collects the requests of a model, for all runs of a task queue. */
export function toBatchCollectorId(taskQueue: string, model: string): string {
  return `${PREFIX}${encodeURIComponent(model)}/${taskQueue}`;
}
