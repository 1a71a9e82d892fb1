import type { OperationArguments, StartArguments } from '../operations/background-model.ts';
import type { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';

/** One call of a model that travels in a batch. */
export interface BatchRequest {
  /** Unique within the batch. Letters, digits, `-` and `_`, at most 64: what all vendors take. */
  readonly customId: string;
  /** Without the plugin's name. */
  readonly modelId: string;
  readonly request: GenerateRequest;
}

/** A batch at its vendor. JSON. */
export interface BatchState {
  /** The vendor's. */
  readonly id: string;
  readonly done: boolean;
  /** The vendor's own word for it. */
  readonly status: string;
  readonly counts?: { readonly total: number; readonly succeeded: number; readonly failed: number };
  /** When the vendor wants to be asked again. */
  readonly retryAfterMs?: number;
  /** Why the whole batch failed, in the vendor's words. */
  readonly error?: { readonly message: string; readonly [key: string]: unknown };
}

/** What became of one request: the answer that the model's normal call would have given, or the error that it would have thrown. */
export type BatchResult = { readonly customId: string } & ({ readonly response: GenerateResponseData } | { readonly error: DurakitError });

/**
 * A vendor's batches, as a plugin brings them along. Bodies are those of the vendor's normal model path, and answers are read by it. All
 * functions throw a `DurakitError`, with `details.class` where it is known.
 */
export interface BatchPort {
  /** The plugin's name. */
  readonly vendor: string;
  /** True where all requests of a batch must be for one model. */
  readonly isOneModel: boolean;
  /** Sends the requests. The key goes along where the vendor keeps one, so that {@link BatchPort.find} can find the batch by it. */
  readonly submit: (requests: readonly BatchRequest[], surroundings: StartArguments) => Promise<BatchState>;
  readonly check: (id: string, surroundings: OperationArguments) => Promise<BatchState>;
  /** Of a batch that is done, one result for each request, in their order. They are the requests that were sent. */
  readonly results: (id: string, requests: readonly BatchRequest[], surroundings: OperationArguments) => Promise<BatchResult[]>;
  /** Asks the vendor to stop. What was answered before has its answer. */
  readonly cancel: (id: string, surroundings: OperationArguments) => Promise<BatchState>;
  /** The batch that was sent with this key, among the newest hundred. Missing where the vendor keeps no keys. */
  readonly find?: (idempotencyKey: string, surroundings: OperationArguments) => Promise<BatchState | undefined>;
}
