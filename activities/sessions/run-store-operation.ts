import { storesOf, type NamedStore } from '../../engine/agents/session-store-action.ts';
import type { LoadedApp } from '../../engine/app-registry.ts';
import type { MessageStore } from '../../engine/message-store.ts';
import type { SessionRecords } from '../../engine/sessions/session-records.ts';
import { isForRows } from '../../engine/sessions/session-store.ts';
import type { ActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { runRowOperation } from './run-row-operation.ts';
import { runSnapshotOperation } from './run-snapshot-operation.ts';
import type { StoreCall } from './store-call.ts';

/** Where the sessions of this worker's agents are. */
export interface SessionStores {
  /** Undefined where no database is known. */
  readonly records: SessionRecords | undefined;
  readonly messages: MessageStore | undefined;
}

/** The store that has this key; undefined for keys of other actions. */
export function findStoreOf(apps: readonly LoadedApp[], key: ActionKey): NamedStore | undefined {
  if (!key.startsWith('/util/session-store/')) return undefined;
  return apps.map(({ engine }) => storesOf(engine).get(key)).find((named) => named !== undefined);
}

/**
 * Runs one operation: on the rows of the installation where the agent's store stands for them, else on the agent's own store. Each may be
 * repeated without harm. Throws FAILED_PRECONDITION where the rows have no database.
 */
export async function runStoreOperation({ store, name }: NamedStore, stores: SessionStores, call: StoreCall): Promise<unknown> {
  if (store === undefined) throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `Agent '${name}' has no store.` });
  if (!isForRows(store)) return await runSnapshotOperation(store, call, stores.messages);
  if (stores.records !== undefined) return await runRowOperation(stores.records, name, call.operation);
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `Agent '${name}' keeps its sessions in PostgreSQL, and this worker knows no database: set DATABASE_URL. ` +
      'For sessions that end with the process use `new InMemorySessionStore({ insist: true })`.',
  });
}
