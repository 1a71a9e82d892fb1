/** A property and not a class: the app's modules and the bundle may hold two copies of the package. */
const KEY = Symbol.for('durakit.schema');

/** A schema that stayed on the worker: its JSON Schema is in the bundle's manifest, by this key. */
export interface CapturedSchema {
  readonly [KEY]: string;
}

/** Made by the build-time split in the place of a schema of flow code. */
export function createCapturedSchema(key: string): CapturedSchema {
  return { [KEY]: key };
}

/** Narrows to a schema that the split has put there. */
export function isCapturedSchema(schema: unknown): schema is CapturedSchema {
  return typeof schema === 'object' && schema !== null && KEY in schema;
}

/** `/schema/<scope>/<n>`. */
export function keyOfCapturedSchema(schema: CapturedSchema): string {
  return schema[KEY];
}
