import type { JournalEntry } from '../../engine/journal-store.ts';
import type { JournalWait } from '../../schemas/journal.ts';

/** How long nothing may happen in a flow that waits before its activity ends: its own I/O beside the wait gets that much time. */
const QUIET_MILLISECONDS = 200;

/** What a journaled flow waits for, and when it can do nothing more until one of these waits ends. */
export interface JournalWaits {
  /** Resolves with the entry of the journal when the wait has ended. */
  add(wait: JournalWait): Promise<JournalEntry>;
  has(position: number): boolean;
  /** Ends a wait. */
  end(entry: JournalEntry): void;
  /** Work is going on; the returned function says that it ended. */
  busy(): () => void;
  /** Resolves, each time that it is called anew, when nothing but waits is left. */
  suspended(): Promise<readonly JournalWait[]>;
}

interface PendingWait {
  readonly wait: JournalWait;
  readonly resolve: (entry: JournalEntry) => void;
}

export function createJournalWaits(quietMilliseconds: number = QUIET_MILLISECONDS): JournalWaits {
  const pending = new Map<number, PendingWait>();
  let working = 0;
  let timer: NodeJS.Timeout | undefined;
  let suspend: (waits: readonly JournalWait[]) => void = () => undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (working === 0 && pending.size > 0)
      timer = setTimeout(() => suspend([...pending.values()].map(({ wait }) => wait)), quietMilliseconds);
  };
  return {
    add: (wait) =>
      new Promise((resolve) => {
        pending.set(wait.position, { wait, resolve });
        look();
      }),
    has: (position) => pending.has(position),
    end: (entry) => {
      pending.get(entry.position)?.resolve(entry);
      pending.delete(entry.position);
      look();
    },
    busy: () => {
      working++;
      clearTimeout(timer);
      return () => {
        working--;
        look();
      };
    },
    suspended: () =>
      new Promise((resolve) => {
        suspend = resolve;
        look();
      }),
  };
}
