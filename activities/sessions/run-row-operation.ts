import type { SessionRecords } from '../../engine/sessions/session-records.ts';
import type { StoreOperation } from '../../engine/sessions/store-operation.ts';

/** An operation on the rows. */
export async function runRowOperation(records: SessionRecords, agent: string, given: StoreOperation): Promise<unknown> {
  switch (given.operation) {
    case 'open':
      return (await records.load(agent, given.lookup)) ?? null;
    case 'begin': {
      const { operation: _name, ...turn } = given;
      return await records.begin(agent, turn);
    }
    case 'end': {
      const { operation: _name, runner, userId, isShared, ...turn } = given;
      const { snapshotId, sessionId, parentId, createdAt } = turn.snapshot;
      if (runner !== undefined) {
        const snapshot = { snapshotId, sessionId, createdAt, status: 'pending' as const, ...(parentId !== undefined && { parentId }) };
        await records.begin(agent, { snapshot, runner, userId, isShared });
      }
      return await records.end(agent, turn);
    }
    case 'abort':
      return (await records.abort(agent, given.snapshotId)) ?? null;
  }
}
