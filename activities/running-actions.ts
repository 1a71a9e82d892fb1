import type { ActionKey } from '../schemas/action-key.ts';

/** The actions that this worker runs at the moment. */
export interface RunningActions {
  /** Returns the function that says that it ended. */
  start(key: ActionKey): () => void;
  /** Oldest first. */
  list(): readonly ActionKey[];
}

/** An empty list. */
export function createRunningActions(): RunningActions {
  const running = new Map<symbol, ActionKey>();
  return {
    start(key): () => void {
      const id = Symbol(key);
      running.set(id, key);
      return () => running.delete(id);
    },
    list: () => [...running.values()],
  };
}
