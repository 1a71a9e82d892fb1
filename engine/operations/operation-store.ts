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

/** What is known of a start when it begins. `in_doubt`: a try sent the request at `since` (ISO 8601) and nobody knows what became of it. */
export type OperationRecord =
  | { readonly state: 'new' }
  | { readonly state: 'started'; readonly operation: ModelOperation }
  | { readonly state: 'in_doubt'; readonly since: string; readonly holder: string };

/** Where paid requests are written down: before they are sent, and what came of them. */
export interface OperationStore {
  /** Writes the intent of a start that is new; of one that is not, says what is known. */
  begin(intent: OperationIntent): Promise<OperationRecord>;
  /** Takes a start in doubt over from the try that held it. False where another try was faster. */
  renew(intent: OperationIntent, heldBy: string): Promise<boolean>;
  /** Writes the job down; nothing where another try holds the start. */
  finish(intent: OperationIntent, operation: ModelOperation): Promise<void>;
  /** Writes down the job that a person named, whoever holds the start. */
  adopt(intent: OperationIntent, operation: ModelOperation): Promise<void>;
  /** Takes the intent back: the vendor refused it. Nothing happens where another try holds it. */
  withdraw(intent: OperationIntent): Promise<void>;
  /** Marks a start that nothing here can clear up. */
  markInDoubt(intent: OperationIntent): Promise<void>;
}
