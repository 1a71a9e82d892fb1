/**
 * A copy of what JSON has of a value. Texts are shared, and what says itself how it travels (`toJSON`) is copied as that.
 */
export function toJsonCopy<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => (isAbsent(item) ? null : copy(item)));
  if (hasOwnForm(value)) return copy(value.toJSON());
  const members: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (!isAbsent(member)) define(members, name, copy(member));
  }
  return members;
}

/**
 * Whether a value still has the JSON that a copy of {@link toJsonCopy} was made of; the order of names does not count. Texts that both
 * share cost one comparison of pointers. Never true for another value, now and then false for the same one (`NaN`).
 */
export function isJsonOf(copied: unknown, value: unknown): boolean {
  if (copied === value) return true;
  if (typeof copied !== 'object' || copied === null || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(copied)) return Array.isArray(value) && isListOf(copied, value);
  if (Array.isArray(value)) return false;
  if (hasOwnForm(value)) return isJsonOf(copied, value.toJSON());
  return isObjectOf(copied as Record<string, unknown>, value as Record<string, unknown>);
}

function isListOf(copied: readonly unknown[], value: readonly unknown[]): boolean {
  if (copied.length !== value.length) return false;
  for (let index = 0; index < copied.length; index++) if (!isJsonOf(copied[index], value[index])) return false;
  return true;
}

function isObjectOf(copied: Readonly<Record<string, unknown>>, value: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(copied);
  // nearly always: the names are looked at once then
  if (isSameList(names, Object.keys(value))) return names.every((name) => isJsonOf(copied[name], value[name]));
  for (const name of names) if (!Object.hasOwn(value, name) || !isJsonOf(copied[name], value[name])) return false;
  let rest = -names.length;
  for (const name of Object.keys(value)) if (!isAbsent(value[name])) rest++;
  return rest === 0;
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

/** What JSON leaves out. */
function isAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol';
}

function hasOwnForm(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** `__proto__` is a name like any other here. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}
