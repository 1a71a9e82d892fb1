import type { Action } from '../../engine/action.ts';
import type { BlobStore } from '../../engine/blobs/blob-store.ts';
import type { ActionRun } from '../../engine/call-action.ts';
import type { OperationArguments } from '../../engine/operations/background-model.ts';
import type { OperationStore } from '../../engine/operations/operation-store.ts';
import type { Operation } from '../../schemas/operation.ts';
import type { Heartbeats } from '../start-heartbeats.ts';

/** One activity of an operation. */
export interface OperationTaskRun extends OperationArguments {
  readonly action: Action;
  readonly input: unknown;
  /** None where no database is known. */
  readonly store: OperationStore | undefined;
  readonly blobs: BlobStore | undefined;
  readonly heartbeats: Heartbeats;
  /** Looks at a job, whatever the action is. */
  readonly check: (operation: Operation) => Promise<Operation>;
  /** Runs the action's body here. */
  readonly run: (input: unknown, more?: Pick<ActionRun['scope'], 'idempotencyKey'>) => Promise<unknown>;
}
