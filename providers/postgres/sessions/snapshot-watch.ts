import { z } from 'zod';
import { openListenConnection, type ListenConnection } from '../listen-connection.ts';
import type { SnapshotKey } from './find-snapshot.ts';
import { SNAPSHOT_CHANNEL } from './snapshot-channel.ts';

const MessageSchema = z.tuple([z.string(), z.string()]);

interface Watch {
  readonly connection: ListenConnection;
  readonly watchers: Map<string, Set<() => void>>;
}

/** One connection for all that this process watches in a database; none where it watches nothing. */
const watches = new Map<string, Watch>();

/**
 * Calls back when a snapshot may have changed: once at the start, when somebody said so, and when the connection was away meanwhile.
 * Gives a function that ends the watch; the last one closes the connection.
 */
export function watchSnapshot(url: string, key: SnapshotKey, onChange: () => void): () => void {
  const watch = watches.get(url) ?? openWatch(url);
  const name = toName(key);
  const group = watch.watchers.get(name) ?? new Set();
  // each call is a watch of its own, also with the same function
  const tell = (): void => onChange();
  watch.watchers.set(name, group.add(tell));
  // what was changed before the connection listened was not heard
  void watch.connection.started.then(() => group.has(tell) && tell());
  return () => {
    if (!group.delete(tell) || group.size > 0) return;
    watch.watchers.delete(name);
    if (watch.watchers.size > 0) return;
    watches.delete(url);
    void watch.connection.close();
  };
}

function openWatch(url: string): Watch {
  const watchers = new Map<string, Set<() => void>>();
  const tellAll = (): void => {
    for (const group of [...watchers.values()]) for (const tell of [...group]) tell();
  };
  const connection = openListenConnection({
    url,
    channel: SNAPSHOT_CHANNEL,
    onMessage: (payload) => {
      const key = fromPayload(payload);
      if (key !== undefined) for (const tell of [...(watchers.get(toName(key)) ?? [])]) tell();
    },
    // a turn runs on without it, and cannot be stopped for so long
    onLost: () => undefined,
    onRestored: tellAll,
  });
  const watch = { connection, watchers };
  watches.set(url, watch);
  return watch;
}

/** The channel is open to whoever has the database: what is none of ours is passed over. */
function fromPayload(payload: string): SnapshotKey | undefined {
  try {
    const parsed = MessageSchema.safeParse(JSON.parse(payload));
    return parsed.success ? { agent: parsed.data[0], snapshotId: parsed.data[1] } : undefined;
  } catch {
    return undefined;
  }
}

function toName({ agent, snapshotId }: SnapshotKey): string {
  return JSON.stringify([agent, snapshotId]);
}
