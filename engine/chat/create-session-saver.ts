import type { AgentFinishReason } from '../../schemas/agent-finish-reason.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import { currentCaller, currentContext } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { chatPortOf } from './define-session-store.ts';

/** Writes the session as it is now, after all that was to be written before. */
export type SaveSession = (finishReason?: AgentFinishReason) => Promise<void>;

/** What a session is written with. */
export interface SaverOptions {
  /** None: nothing is written. */
  readonly store: SessionStore | undefined;
  /** The snapshot that the session was loaded from. */
  readonly lastSnapshotId: string | undefined;
}

/** Each write is a snapshot that continues the one before. One that fails rejects, and the next continues what there is. */
export function createSessionSaver(engine: Engine, session: Session, { store, lastSnapshotId }: SaverOptions): SaveSession {
  let parentId = lastSnapshotId;
  let writes: Promise<unknown> = Promise.resolve();
  return async (finishReason) => {
    if (store === undefined) return;
    const caller = currentCaller(engine, 'save session');
    const port = chatPortOf(engine, store, currentContext(engine));
    const now = new Date(caller.now()).toISOString();
    const row: SessionSnapshot = {
      snapshotId: caller.uuid(),
      sessionId: session.sessionId,
      createdAt: now,
      updatedAt: now,
      status: 'completed',
      ...(finishReason !== undefined && { finishReason }),
      state: session.getState(),
    };
    const write = writes.then(async () => {
      await port.save({ ...row, ...(parentId !== undefined && { parentId }) });
      parentId = row.snapshotId;
    });
    writes = write.catch(() => undefined);
    await write;
  };
}
