/**
 * A deep copy of JSON data; `structuredClone` is not in the sandbox. What says itself how it travels (`toJSON`) is copied as that;
 * functions and instances of other classes, which JSON has not, are kept as they are.
 */
export function copyJson<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(copy);
  if ('toJSON' in value && typeof value.toJSON === 'function') return copy((value as { toJSON(): unknown }).toJSON());
  if (!isPlain(value)) return value;
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) define(members, name, copy(member));
  return members;
}

/** `__proto__` is a name like any other here. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Of any realm: the sandbox is another one. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
