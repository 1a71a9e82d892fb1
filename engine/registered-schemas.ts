/** On the global object: the app's modules and the worker may hold two copies of the package. */
const SCHEMAS = Symbol.for('durakit.schemas');

function schemas(): Map<string, () => unknown> {
  const holder = globalThis as { [SCHEMAS]?: Map<string, () => unknown> };
  return (holder[SCHEMAS] ??= new Map());
}

/**
 * Called by the Node program of a module, once for each schema of its flow code. `read` is called later, when the app is loaded:
 * constants of the module may not be there yet. A module that is loaded twice registers the same again.
 */
export function registerSchema(key: string, read: () => unknown): void {
  schemas().set(key, read);
}

/** What every module of the app has registered, by key; nothing is read yet. */
export function registeredSchemas(): ReadonlyMap<string, () => unknown> {
  return schemas();
}
