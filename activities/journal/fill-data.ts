import { dataKindOf, membersOf, type DataPaths } from './data-graph.ts';

/** Recorded data, and the objects that take it up. */
export interface DataFilling {
  readonly values: Readonly<Record<string, unknown>>;
  /** Objects of the recorded data, with the paths at which they were before. */
  readonly known: readonly (readonly [path: string, object: object])[];
  /** The objects that are at these paths now. */
  readonly paths: DataPaths;
}

/** Gives the values, with the objects of now in the place of the recorded ones: those have the recorded members afterwards. */
export function fillData({ values, known, paths }: DataFilling): Record<string, unknown> {
  const counterparts = new Map<object, object>();
  for (const [path, object] of known) {
    const target = paths.get(path);
    if (target !== undefined && canTakeUp(target, object)) counterparts.set(object, target);
  }
  const current = (value: unknown): unknown => (typeof value === 'object' && value !== null ? (counterparts.get(value) ?? value) : value);
  for (const object of allObjects([...Object.values(values), ...known.map(([, recorded]) => recorded)])) {
    fill(counterparts.get(object) ?? object, object, current);
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, current(value)]));
}

function canTakeUp(target: object, recorded: object): boolean {
  const kind = dataKindOf(recorded);
  if (kind === undefined || dataKindOf(target) !== kind || Object.isFrozen(target)) return false;
  return kind !== 'bytes' || (target as Uint8Array).byteLength === (recorded as Uint8Array).byteLength;
}

function allObjects(roots: readonly unknown[]): Set<object> {
  const found = new Set<object>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || found.has(next)) continue;
    found.add(next);
    const kind = dataKindOf(next);
    if (kind !== undefined) for (const [, member] of membersOf(next, kind)) waiting.push(member);
  }
  return found;
}

function fill(target: object, recorded: object, current: (value: unknown) => unknown): void {
  switch (dataKindOf(recorded)) {
    case 'array':
      fillArray(target as unknown[], recorded as readonly unknown[], current);
      break;
    case 'object':
      fillObject(target as Record<string, unknown>, recorded, current);
      break;
    case 'map':
      fillMap(target as Map<unknown, unknown>, recorded as ReadonlyMap<unknown, unknown>, current);
      break;
    case 'set':
      fillSet(target as Set<unknown>, recorded as ReadonlySet<unknown>, current);
      break;
    case 'date':
      (target as Date).setTime((recorded as Date).getTime());
      break;
    case 'bytes':
      if (target !== recorded) toBytes(target).set(toBytes(recorded));
      break;
    case 'leaf':
    case undefined:
      break;
  }
}

type Current = (value: unknown) => unknown;

/** By index, so that gaps stay gaps. */
function fillArray(target: unknown[], recorded: readonly unknown[], current: Current): void {
  const { length } = recorded;
  const members = Object.entries(recorded);
  target.length = 0;
  for (const [index, member] of members) (target as unknown as Record<string, unknown>)[index] = current(member);
  target.length = length;
}

/** All members anew, so that they come in the recorded order. */
function fillObject(target: Record<string, unknown>, recorded: object, current: Current): void {
  const members = Object.entries(recorded);
  for (const name of Object.keys(target)) delete target[name];
  for (const [name, member] of members) target[name] = current(member);
}

function fillMap(target: Map<unknown, unknown>, recorded: ReadonlyMap<unknown, unknown>, current: Current): void {
  const members = [...recorded];
  target.clear();
  for (const [key, member] of members) target.set(current(key), current(member));
}

function fillSet(target: Set<unknown>, recorded: ReadonlySet<unknown>, current: Current): void {
  const members = [...recorded];
  target.clear();
  for (const member of members) target.add(current(member));
}

function toBytes(view: object): Uint8Array {
  const { buffer, byteOffset, byteLength } = view as ArrayBufferView;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
