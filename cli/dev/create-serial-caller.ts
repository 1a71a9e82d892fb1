/** Gives a function that asks for a call of `work`. Calls are made one at a time; requests during a call make one more after it. */
export function createSerialCaller(work: () => Promise<unknown>): () => void {
  let queue: Promise<unknown> = Promise.resolve();
  let queued = false;
  return () => {
    if (queued) return;
    queued = true;
    queue = queue.then(() => {
      queued = false;
      return work();
    });
  };
}
