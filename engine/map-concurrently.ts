/**
 * Maps items with at most `limit` at work at once; the results are in the order of the items.
 * After a failure nothing new begins. Deterministic, so flow code may use it.
 */
export async function mapConcurrently<TItem, TResult>(
  items: readonly TItem[],
  limit: number,
  map: (item: TItem, position: number) => Promise<TResult>,
): Promise<TResult[]> {
  const results: TResult[] = [];
  const queue = items.entries();
  let failed = false;
  async function work(): Promise<void> {
    for (const [position, item] of queue) {
      try {
        results[position] = await map(item, position);
      } catch (error) {
        failed = true;
        throw error;
      }
      if (failed) return;
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
