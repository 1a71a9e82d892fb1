/** Which file imports which; both are paths. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** One cycle for each group of files that import each other, as a path that ends where it begins. */
export function findCycles(graph: ImportGraph): string[][] {
  return findGroups(graph)
    .filter(([first = '', ...rest]) => rest.length > 0 || (graph.get(first) ?? []).includes(first))
    .map((group) => findShortestCycle(group.sort()[0] ?? '', graph));
}

/** Tarjan's strongly connected components. */
function findGroups(graph: ImportGraph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    lowest.set(path, order.size - 1);
    stack.push(path);
    for (const next of graph.get(path) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(path, Math.min(lowest.get(path) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(path) === order.get(path)) groups.push(stack.splice(stack.indexOf(path)));
  };
  for (const path of graph.keys()) if (!order.has(path)) visit(path);
  return groups;
}

/** Breadth first from a file back to itself. */
function findShortestCycle(start: string, graph: ImportGraph): string[] {
  const queue: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    for (const next of graph.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) queue.push([...way, next]);
      seen.add(next);
    }
  }
  return [start];
}
