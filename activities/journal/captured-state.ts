import { deserialize, serialize } from 'node:v8';
import type { JournaledWrites } from '../../engine/journaled-step.ts';
import { readDataGraph, type DataGraph, type DataPaths } from './data-graph.ts';
import { fillData } from './fill-data.ts';

/** What a step changed around it, as it is recorded: the new values, and which of their objects were there before, by their paths. */
interface Recorded {
  readonly values: Readonly<Record<string, unknown>>;
  readonly known: readonly (readonly [path: string, object: object])[];
}

/** Looks at what is around a step before and after it. */
export interface CapturedState {
  /** Base64 of what the step has changed; undefined where it changed nothing. */
  record(): string | undefined;
}

/** Told the name of a variable that a step changes, and why that cannot be recorded or put back: `holds a function`. */
export type ReportLost = (variable: string, reason: string) => void;

interface Variable {
  readonly value: unknown;
  readonly graph: DataGraph;
  readonly bytes: Buffer | undefined;
}

/** Call it before the step runs. */
export function captureState(writes: JournaledWrites, report: ReportLost): CapturedState {
  const before = readVariables(writes);
  return {
    record: () => {
      const after = readVariables(writes);
      const own = Object.keys(readSafely(writes.changed));
      for (const name of own) {
        const { graph } = after.get(name) ?? {};
        if (graph?.offender !== undefined) report(name, `holds ${graph.offender}`);
      }
      const changed = [...after].filter(
        ([name, variable]) => variable.graph.offender === undefined && isChanged(before.get(name), variable),
      );
      if (changed.length === 0) return undefined;
      const values = Object.fromEntries(changed.map(([name, { value }]) => [name, value]));
      const recorded: Recorded = { values, known: findKnown(before, changed) };
      return serialize(recorded).toString('base64');
    },
  };
}

/**
 * Makes the recorded changes again. Objects that were there before the step keep their identity, so whoever holds one sees what
 * became of it.
 */
export function restoreState(writes: JournaledWrites, recorded: string, report: ReportLost): void {
  const { values, known } = deserialize(Buffer.from(recorded, 'base64')) as Recorded;
  const current = { ...readSafely(writes.passed), ...readSafely(writes.changed) };
  const graphs = Object.entries(current).map(([name, value]) => readDataGraph(name, value));
  const paths = new Map(graphs.flatMap((graph) => (graph.offender === undefined ? [...graph.paths] : [])));
  const restored = fillData({ values, known, paths });
  const assigned = new Set<string>();
  writes.write?.(recordReads({ ...current, ...restored }, assigned));
  for (const [name, value] of Object.entries(restored)) {
    if (!assigned.has(name) && !Object.is(current[name], value)) report(name, 'is not what it was when the flow ran first');
  }
}

/** The names that `write` takes are those that it assigns. */
function recordReads(values: Readonly<Record<string, unknown>>, read: Set<string>): Readonly<Record<string, unknown>> {
  return new Proxy(values, {
    get: (target, name: string) => {
      read.add(name);
      return target[name];
    },
  });
}

function readVariables(writes: JournaledWrites): Map<string, Variable> {
  const values = { ...readSafely(writes.passed), ...readSafely(writes.changed) };
  return new Map(Object.entries(values).map(([name, value]) => [name, toVariable(name, value)]));
}

/** A variable that is not declared yet when the step ends cannot have been changed by it. */
function readSafely(read: (() => Readonly<Record<string, unknown>>) | undefined): Readonly<Record<string, unknown>> {
  try {
    return read?.() ?? {};
  } catch (error) {
    if (error instanceof Error && error.name === 'ReferenceError') return {};
    throw error;
  }
}

function toVariable(name: string, value: unknown): Variable {
  const graph = readDataGraph(name, value);
  if (typeof value !== 'object' || value === null || graph.offender !== undefined) return { value, graph, bytes: undefined };
  try {
    return { value, graph, bytes: serialize(value) };
  } catch (error) {
    return { value, graph: { offender: String(error) }, bytes: undefined };
  }
}

function isChanged(before: Variable | undefined, { value, graph, bytes }: Variable): boolean {
  if (before === undefined || before.bytes === undefined || bytes === undefined) return !Object.is(before?.value, value);
  return !before.bytes.equals(bytes) || !isSameObjects(pathsOf(before.graph), pathsOf(graph));
}

/** An equal copy in the place of an object is a change: somebody else may hold the old one. */
function isSameObjects(first: DataPaths, second: DataPaths): boolean {
  return first.size === second.size && [...first].every(([path, object]) => second.get(path) === object);
}

function pathsOf(graph: DataGraph): DataPaths {
  return graph.offender === undefined ? graph.paths : new Map();
}

/** Objects of before: all of what changed, also those that are held only elsewhere now, and others that it holds now. */
function findKnown(before: ReadonlyMap<string, Variable>, changed: readonly (readonly [string, Variable])[]): Recorded['known'] {
  const places = new Map<object, string>();
  for (const { graph } of before.values()) for (const [path, object] of pathsOf(graph)) if (!places.has(object)) places.set(object, path);
  const reachable = new Set(changed.flatMap(([, { graph }]) => [...pathsOf(graph).values()]));
  const former = changed.flatMap(([name]) => [...pathsOf(before.get(name)?.graph ?? { paths: new Map() }).values()]);
  const detached = former.filter((object) => !reachable.has(object) && readDataGraph('', object).offender === undefined);
  return [...reachable, ...new Set(detached)].flatMap((object) => {
    const path = places.get(object);
    return path === undefined ? [] : [[path, object] as const];
  });
}
