import type { JsonPatch } from '../../schemas/json-patch.ts';
import { copyJson } from './copy-json.ts';
import { definedNames, equalJson, isJsonObject } from './equal-json.ts';
import { toPointer } from './json-pointer.ts';

/**
 * The JSON Patch (RFC 6902) that makes `to` of `from`: `add`, `remove` and `replace` alone. Lists are compared place by place; what is
 * new at their end is added at `-`. Where the two are of different kinds, the whole is replaced.
 */
export function diff(from: unknown, to: unknown): JsonPatch {
  return compare(from, to, '');
}

function compare(from: unknown, to: unknown, pointer: string): JsonPatch {
  if (equalJson(from, to)) return [];
  if (isJsonObject(from) && isJsonObject(to)) return compareObjects(from, to, pointer);
  if (Array.isArray(from) && Array.isArray(to)) return compareLists(from, to, pointer);
  return [{ op: 'replace', path: pointer, value: copyJson(to) }];
}

function compareObjects(from: Record<string, unknown>, to: Record<string, unknown>, pointer: string): JsonPatch {
  const names = new Set([...definedNames(from), ...definedNames(to)]);
  return [...names].flatMap((name): JsonPatch => {
    const path = toPointer(pointer, name);
    if (to[name] === undefined) return [{ op: 'remove', path }];
    if (from[name] === undefined) return [{ op: 'add', path, value: copyJson(to[name]) }];
    return compare(from[name], to[name], path);
  });
}

function compareLists(from: readonly unknown[], to: readonly unknown[], pointer: string): JsonPatch {
  const shared = Math.min(from.length, to.length);
  const changed = from.slice(0, shared).flatMap((item, index) => compare(item, to[index], toPointer(pointer, index)));
  const added: JsonPatch = to.slice(shared).map((item) => ({ op: 'add', path: `${pointer}/-`, value: copyJson(item) }));
  // from the end, so that what comes after stays where it is
  const removed: JsonPatch = from
    .slice(shared)
    .map((_, index): JsonPatch[number] => ({ op: 'remove', path: toPointer(pointer, shared + index) }))
    .reverse();
  return [...changed, ...added, ...removed];
}
