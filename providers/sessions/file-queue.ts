/** The last piece of work on each file. */
const tails = new Map<string, Promise<unknown>>();

/** Runs work on a file after all earlier work on it, whatever became of that. */
export async function inTurn<T>(file: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(file) ?? Promise.resolve();
  const result = before.then(work, work);
  const tail = result.catch(() => undefined);
  tails.set(file, tail);
  try {
    return await result;
  } finally {
    if (tails.get(file) === tail) tails.delete(file);
  }
}
