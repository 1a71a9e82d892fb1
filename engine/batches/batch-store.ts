import type { FailureDetails } from '../../schemas/failure-data.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';

/** One request that waits for its batch, or for its answer. */
export interface BatchItem {
  readonly id: string;
  readonly model: string;
  readonly request: GenerateRequest;
}

/** What became of a request. */
export type BatchOutcome = { readonly response: GenerateResponseData } | { readonly failure: FailureDetails };

/** Where a request stands. `isTold`: the collector was told of it, not too long ago. */
export type BatchItemState =
  | { readonly state: 'waiting'; readonly isTold: boolean }
  | { readonly state: 'sent'; readonly batch: string }
  | ({ readonly state: 'ended' } & BatchOutcome);

/** Where requests wait for their batches, and answers for their runs. */
export interface BatchStore {
  /** Writes a request down once; of one that is there, says where it stands. */
  put(item: BatchItem): Promise<BatchItemState>;
  markTold(id: string): Promise<void>;
  /** Gives a batch those of the requests that no other has and that somebody waits for. The same ones whenever it is asked. */
  claim(ids: readonly string[], batch: string): Promise<BatchItem[]>;
  /** Those of a batch that have no outcome. */
  unfinished(batch: string): Promise<BatchItem[]>;
  /** Writes outcomes down; the first one counts. */
  finish(outcomes: readonly (BatchOutcome & { readonly id: string })[]): Promise<void>;
  /** Nobody waits for the request any more. Gives its batch where nobody waits for any of it. */
  withdraw(id: string): Promise<string | undefined>;
}
