import type { ModelOperation } from './background-model.ts';

/** One start of a job, in the same words each time it is tried. */
export interface OperationIntent {
  /** Made of the namespace and the operation's id. */
  readonly idempotencyKey: string;
  readonly namespace: string;
  /** The operation's workflow id. */
  readonly operationId: string;
  readonly model: string;
  /** Which try this is. */
  readonly holder: string;
}

/** A job, by its vendor's name. */
export interface OperationJob {
  /** Of Temporal. */
  readonly namespace: string;
  readonly model: string;
  readonly job: string;
}

/** What is known of a start when it begins. */
export type OperationRecord =
  { readonly state: 'new' } | { readonly state: 'started'; readonly operation: ModelOperation } | RunningStart | DoubtfulStart;

/** A try sent the request at `since` (ISO 8601), has ended, and nobody knows what became of it. */
export interface DoubtfulStart {
  readonly state: 'in_doubt';
  readonly since: string;
  readonly holder: string;
}

/** A try is at it, or has died: it is silent for longer than its lease where `leaseMilliseconds`, what is left of it, is not above 0. */
export interface RunningStart extends Omit<DoubtfulStart, 'state'> {
  readonly state: 'running';
  readonly leaseMilliseconds: number;
}

/** Where paid requests are written down: before they are sent, and what came of them. Leases are in milliseconds, by the store's own clock. */
export interface OperationStore {
  /** Writes the intent of a start that is new; of one that is not, says what is known. */
  begin(intent: OperationIntent, lease: number): Promise<OperationRecord>;
  /** The try that holds the start still runs. False where it does not hold it any more, or need not. */
  extend(intent: OperationIntent, lease: number): Promise<boolean>;
  /** The try that holds the start has ended and does not know what became of it. */
  release(intent: OperationIntent): Promise<void>;
  /** Takes a start over from the try that held it and runs no more. False where that one lives, or another try was faster. */
  takeOver(intent: OperationIntent, change: { readonly heldBy: string; readonly lease: number }): Promise<boolean>;
  /** Writes the job down; nothing where another try holds the start. */
  finish(intent: OperationIntent, operation: ModelOperation): Promise<void>;
  /** Writes down the job that a person named, whoever holds the start. */
  adopt(intent: OperationIntent, operation: ModelOperation): Promise<void>;
  /** Takes the intent back: the vendor refused it. Nothing happens where another try holds it. */
  withdraw(intent: OperationIntent): Promise<void>;
  /** Marks a start that nothing here can clear up. False where its holder, if that is another try, lives or has written its end meanwhile. */
  markInDoubt(intent: OperationIntent, heldBy: string): Promise<boolean>;
  /** The id of the operation that began a job. */
  findOperation(job: OperationJob): Promise<string | undefined>;
}
