import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonPatch, JsonPatchOperation } from '../../schemas/json-patch.ts';
import { copyJson } from './copy-json.ts';
import { equalJson, isJsonObject } from './equal-json.ts';
import { parsePointer } from './json-pointer.ts';

/**
 * What a JSON Patch (RFC 6902) makes of a document, which stays as it is. Lenient, so that a stream goes on: parents that are missing
 * become objects, removing what is not there does nothing. Throws FAILED_PRECONDITION where a `test` does not hold, INVALID_ARGUMENT for a
 * path that is none, or that leads to what all objects share.
 */
export function applyPatch<T = unknown>(document: T, patch: JsonPatch): T {
  let patched: unknown = copyJson(document);
  for (const operation of patch) patched = applyOperation(patched, operation);
  return patched as T;
}

function applyOperation(document: unknown, operation: JsonPatchOperation): unknown {
  const path = parsePointer(operation.path);
  switch (operation.op) {
    case 'add':
    case 'replace':
      return withValue(document, path, { value: operation.value, isAdd: operation.op === 'add' });
    case 'remove':
      return withoutValue(document, path);
    case 'test':
      if (!equalJson(valueAt(document, path), operation.value)) throw testFailed(operation.path);
      return document;
    case 'move': {
      const from = sourceOf(operation);
      const value = valueAt(document, from);
      return withValue(withoutValue(document, from), path, { value, isAdd: true });
    }
    case 'copy':
      return withValue(document, path, { value: valueAt(document, sourceOf(operation)), isAdd: true });
    default:
      throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `Unsupported JSON Patch op: ${String(operation.op)}` });
  }
}

function sourceOf({ op, from }: JsonPatchOperation): string[] {
  if (from === undefined) throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `JSON Patch '${op}' needs 'from'.` });
  return parsePointer(from);
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => memberOf(found, name), document);
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)];
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

interface Change {
  readonly value: unknown;
  readonly isAdd: boolean;
}

function withValue(document: unknown, path: readonly string[], { value, isAdd }: Change): unknown {
  const name = path.at(-1);
  if (name === undefined) return copyJson(value);
  const root = document ?? {};
  const parent = ensureParent(root, path.slice(0, -1));
  if (Array.isArray(parent)) setItem(parent, name, { value: copyJson(value), isAdd });
  else if (isJsonObject(parent)) parent[name] = copyJson(value);
  return root;
}

function ensureParent(root: unknown, path: readonly string[]): unknown {
  return path.reduce((parent, name) => {
    const known = memberOf(parent, name);
    if (typeof known === 'object' && known !== null) return known;
    const created = {};
    if (Array.isArray(parent)) setItem(parent, name, { value: created, isAdd: false });
    else if (isJsonObject(parent)) parent[name] = created;
    return created;
  }, root);
}

function setItem(list: unknown[], name: string, { value, isAdd }: Change): void {
  const index = name === '-' ? list.length : Number(name);
  if (!Number.isInteger(index) || index < 0) return;
  // a place far behind the end would make a list of a billion holes
  if (index >= list.length) list.push(value);
  else list.splice(index, isAdd ? 0 : 1, value);
}

function withoutValue(document: unknown, path: readonly string[]): unknown {
  const name = path.at(-1);
  if (name === undefined) return undefined;
  const parent = valueAt(document, path.slice(0, -1));
  if (Array.isArray(parent)) {
    const index = Number(name);
    if (Number.isInteger(index) && index >= 0 && index < parent.length) parent.splice(index, 1);
  } else if (isJsonObject(parent)) delete parent[name];
  return document;
}

function testFailed(path: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: path === '' ? "JSON Patch 'test' failed at root." : `JSON Patch 'test' failed at "${path}".`,
  });
}
