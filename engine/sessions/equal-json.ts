/** Whether two values are the same JSON: the order of names does not count, and a member that is undefined is none. */
export function equalJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => equalJson(item, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const names = definedNames(left);
  return (
    names.length === definedNames(right).length && names.every((name) => Object.hasOwn(right, name) && equalJson(left[name], right[name]))
  );
}

/** Narrows to an object that is no list. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members that JSON would have. */
export function definedNames(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined);
}
