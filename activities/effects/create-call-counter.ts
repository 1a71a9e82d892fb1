/** Gives 1 for the first call of a kind, 2 for the second, and so on. */
export function createCallCounter(): (kind: string) => number {
  const counts = new Map<string, number>();
  return (kind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count;
  };
}
