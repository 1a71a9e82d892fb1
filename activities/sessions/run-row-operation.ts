import type { SessionRecords } from '../../engine/sessions/session-records.ts';
import type { SessionStore } from '../../engine/sessions/session-store.ts';
import { toSnapshotPort } from '../../engine/sessions/snapshot-port.ts';
import type { StoreCall } from './store-call.ts';

/** An operation on the rows. */
export async function runRowOperation(
  agent: string,
  { records, store }: { readonly records: SessionRecords; readonly store: SessionStore },
  { operation, context }: StoreCall,
): Promise<unknown> {
  switch (operation.operation) {
    case 'open':
      return (await records.load(agent, operation.lookup)) ?? null;
    case 'begin': {
      const { operation: _name, ...turn } = operation;
      return await records.begin(agent, turn);
    }
    case 'end': {
      const { operation: _name, ...turn } = operation;
      return await records.end(agent, turn);
    }
    case 'load':
      return (await records.load(agent, operation.lookup))?.snapshot ?? null;
    case 'save':
      return await toSnapshotPort(store, context).save(operation.snapshot);
    case 'abort':
      return (await records.abort(agent, operation.snapshotId)) ?? null;
  }
}
