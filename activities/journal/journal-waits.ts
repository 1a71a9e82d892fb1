import type { JournalWait } from '../../schemas/journal.ts';

/** How long nothing may happen in a flow that waits before its activity ends: its own I/O beside the wait gets that much time. */
const QUIET_MILLISECONDS = 200;

/** Knows when a journaled flow can do nothing more until one of its waits ends. */
export interface JournalWaits {
  add(wait: JournalWait): void;
  /** Work is going on; the returned function says that it ended. */
  busy(): () => void;
  /** Resolves when nothing but waits is left. */
  readonly suspended: Promise<readonly JournalWait[]>;
}

export function createJournalWaits(quietMilliseconds: number = QUIET_MILLISECONDS): JournalWaits {
  const waits: JournalWait[] = [];
  let working = 0;
  let timer: NodeJS.Timeout | undefined;
  let suspend: (waits: readonly JournalWait[]) => void = () => undefined;
  const suspended = new Promise<readonly JournalWait[]>((resolve) => (suspend = resolve));
  const look = (): void => {
    clearTimeout(timer);
    if (working === 0 && waits.length > 0) timer = setTimeout(() => suspend(waits), quietMilliseconds);
  };
  return {
    suspended,
    add: (wait) => {
      waits.push(wait);
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
  };
}
