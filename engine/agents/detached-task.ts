import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import { isEnded } from '../sessions/snapshot-port.ts';
import type { AgentTransport } from './agent-transport.ts';

/** How often a task is asked for. */
export interface PollOptions {
  /** Default 1000. */
  readonly intervalMs?: number;
}

/** A turn that runs on alone. Source: Genkit `ai/src/agent-core.ts`. */
export interface DetachedTask<TState = unknown> {
  readonly snapshotId: string;
  /** The snapshot as it is at each look, the last time when it has ended: `completed`, `failed`, `aborted` or `expired`. */
  poll(options?: PollOptions): AsyncIterable<SessionSnapshot<TState>>;
  /** The snapshot at its end. */
  wait(options?: PollOptions): Promise<SessionSnapshot<TState>>;
  /** Gives the status before. */
  abort(): Promise<SnapshotStatus | undefined>;
}

/** A task by its snapshot. */
export function createDetachedTask<TState>(transport: AgentTransport, snapshotId: string): DetachedTask<TState> {
  async function* poll({ intervalMs = 1000 }: PollOptions = {}): AsyncGenerator<SessionSnapshot<TState>, void> {
    for (;;) {
      const snapshot = (await transport.getSnapshot({ snapshotId })) as SessionSnapshot<TState> | undefined;
      if (snapshot !== undefined) yield snapshot;
      if (isEnded(snapshot?.status) || snapshot?.status === 'expired') return;
      await transport.sleep(intervalMs);
    }
  }
  return {
    snapshotId,
    poll,
    wait: async (options) => {
      let last: SessionSnapshot<TState> | undefined;
      for await (const snapshot of poll(options)) last = snapshot;
      // poll ends with a snapshot that has ended
      return last as SessionSnapshot<TState>;
    },
    abort: () => transport.abort(snapshotId),
  };
}
