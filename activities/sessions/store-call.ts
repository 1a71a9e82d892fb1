import type { StoreOperation } from '../../engine/sessions/store-operation.ts';
import type { ActionContext } from '../../schemas/action-context.ts';

/** One call of an agent's store by flow code. */
export interface StoreCall {
  readonly operation: StoreOperation;
  readonly context: ActionContext;
}
