import { z } from 'zod';
import type { StopTarget } from '../../schemas/stop-target.ts';
import type { Database } from './database.ts';
import { notify, openListenConnection, type ListenOptions } from './listen-connection.ts';

const CHANNEL = 'durakit_stop';

const StopSchema: z.ZodType<StopTarget> = z.object({ workflowId: z.string(), runId: z.string(), activityId: z.string() });

/** Stops on their way between workers. */
export interface StopNotifications {
  /** Returns at once; `onUnsent` is told of what could not be sent. */
  publish(target: StopTarget): void;
  /** Resolves when the first try to listen has ended. */
  readonly started: Promise<void>;
  close(): Promise<void>;
}

/** Who is told what. */
export interface StopListeners extends Pick<ListenOptions, 'url' | 'onLost' | 'onRestored'> {
  readonly onStop: (target: StopTarget) => void;
  readonly onUnsent: (reason: string) => void;
}

/** Sends stops by NOTIFY to every worker that has this database, and hears theirs. Ids only: nothing of what a run holds. */
export function openStopNotifications({ pool }: Database, { onStop, onUnsent, ...connection }: StopListeners): StopNotifications {
  const listening = openListenConnection({
    ...connection,
    channel: CHANNEL,
    onMessage: (payload) => {
      const target = toTarget(payload);
      if (target !== undefined) onStop(target);
    },
  });
  let waiting: StopTarget[] = [];
  const send = (): void => {
    const payloads = waiting.map((target) => JSON.stringify(target));
    waiting = [];
    listening
      .notify(payloads)
      .catch(() => notify(pool, CHANNEL, payloads))
      .catch((error: unknown) => onUnsent(String(error)));
  };
  return {
    // a cancelled run may stop hundreds of steps in one go: they are one statement
    publish: (target) => {
      if (waiting.push(target) === 1) setImmediate(send);
    },
    started: listening.started,
    close: listening.close,
  };
}

/** The channel is open to whoever has the database: what is none of ours is passed over. */
function toTarget(payload: string): StopTarget | undefined {
  try {
    return StopSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
