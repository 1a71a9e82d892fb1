import { types } from 'node:util';

/** What can be recorded and put back: containers with their members, and leaves that are one value. */
export type DataKind = 'array' | 'object' | 'map' | 'set' | 'date' | 'bytes' | 'leaf';

/** Objects by their path from a name; of several paths the first. */
export type DataPaths = ReadonlyMap<string, object>;

/** The objects of a value, or what in it is no data. */
export type DataGraph = { readonly paths: DataPaths; readonly offender?: undefined } | { readonly offender: string };

/** Undefined for what is no data: functions, instances of classes. By shape, because objects come from several realms. */
export function dataKindOf(value: object): DataKind | undefined {
  if (types.isDate(value)) return 'date';
  if (types.isArrayBufferView(value)) return 'bytes';
  if (types.isRegExp(value) || types.isAnyArrayBuffer(value) || types.isBoxedPrimitive(value) || types.isNativeError(value)) return 'leaf';
  if (typeof value === 'function' || types.isProxy(value) || types.isPromise(value)) return undefined;
  const depth = prototypesOf(value);
  if (depth <= 1 && !types.isExternal(value) && Object.prototype.toString.call(value) === '[object Object]') return 'object';
  if (depth !== 2) return undefined;
  if (Array.isArray(value)) return 'array';
  if (types.isMap(value)) return 'map';
  return types.isSet(value) ? 'set' : undefined;
}

/** 1 for a plain object, 2 for a list, `Map` or `Set`; more for instances of classes that extend one of them. */
function prototypesOf(value: object): number {
  let count = 0;
  for (let next: unknown = Object.getPrototypeOf(value); next !== null && count < 3; next = Object.getPrototypeOf(next)) count++;
  return count;
}

/** The members of a container with the names that tell them apart; none for leaves. */
export function membersOf(value: object, kind: DataKind): (readonly [name: string, member: unknown])[] {
  switch (kind) {
    case 'array':
    case 'object':
      return Object.entries(value);
    case 'map':
      return [...(value as ReadonlyMap<unknown, unknown>)].flatMap(([key, member], index) => [
        [`key ${index}`, key] as const,
        [`value ${index}`, member] as const,
      ]);
    case 'set':
      return [...(value as ReadonlySet<unknown>)].map((member, index) => [`${index}`, member] as const);
    default:
      return [];
  }
}

/** Walks a value without recursion: data may be nested as deep as it likes. */
export function readDataGraph(name: string, value: unknown): DataGraph {
  const paths = new Map<string, object>();
  const seen = new Set<unknown>();
  const waiting: { path: string; value: unknown }[] = [{ path: name, value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, value: current } = next;
    if (typeof current === 'function') return { offender: 'a function' };
    if (typeof current === 'symbol') return { offender: 'a symbol' };
    if (typeof current !== 'object' || current === null || seen.has(current)) continue;
    seen.add(current);
    const kind = dataKindOf(current);
    if (kind === undefined) return { offender: `an instance of ${current.constructor?.name ?? 'a class'}` };
    paths.set(path, current);
    for (const [member, inner] of membersOf(current, kind)) waiting.push({ path: `${path}\u0000${member}`, value: inner });
  }
  return { paths };
}
