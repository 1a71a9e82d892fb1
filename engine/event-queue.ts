/** Events by name, each taken once, oldest first. It holds what arrived before anybody waited. */
export interface EventQueue {
  push(name: string, payload: unknown): void;
  /** Takes the oldest event of that name, if one is there. */
  take(name: string): { readonly payload: unknown } | undefined;
  /** Takes all that is left. */
  takeAll(): [name: string, payload: unknown][];
  /** Resolves when an event of that name is there to be taken; the returned function stops the watch. */
  watch(name: string, onEvent: () => void): () => void;
}

/** An empty queue. In the sandbox as on Node: it uses neither clocks nor timers. */
export function createEventQueue(): EventQueue {
  const pending = new Map<string, unknown[]>();
  const watchers = new Map<string, Set<() => void>>();
  return {
    push(name, payload): void {
      pending.set(name, [...(pending.get(name) ?? []), payload]);
      for (const notify of [...(watchers.get(name) ?? [])]) notify();
    },
    take(name): { readonly payload: unknown } | undefined {
      const [payload, ...rest] = pending.get(name) ?? [];
      if (!pending.get(name)?.length) return undefined;
      pending.set(name, rest);
      return { payload };
    },
    takeAll(): [string, unknown][] {
      const all = [...pending].flatMap(([name, payloads]) => payloads.map((payload): [string, unknown] => [name, payload]));
      pending.clear();
      return all;
    },
    watch(name, onEvent): () => void {
      const group = watchers.get(name) ?? new Set();
      watchers.set(name, group.add(onEvent));
      return () => group.delete(onEvent);
    },
  };
}
