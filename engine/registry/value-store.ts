import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';

/** A schema under a name: zod's, or JSON. One of the two. */
export interface NamedSchema {
  readonly schema?: unknown;
  readonly jsonSchema?: JsonSchema | undefined;
}

/** What a registry holds beside actions. */
export interface ValueStore {
  registerValue(type: string, name: string, value: unknown): void;
  lookupValue<T = unknown>(type: string, name: string): T | undefined;
  listValues<T = unknown>(type: string): Record<string, T>;
  registerSchema(name: string, schema: NamedSchema): void;
  lookupSchema(name: string): NamedSchema | undefined;
}

/** An empty store; what it lacks is looked for in `parent`. */
export function createValueStore(parent: ValueStore | undefined): ValueStore {
  const values = new Map<string, Map<string, unknown>>();
  const schemas = new Map<string, NamedSchema>();
  return {
    registerValue: (type, name, value) => {
      const ofType = values.get(type) ?? new Map<string, unknown>();
      values.set(type, ofType.set(name, value));
    },
    lookupValue: <T>(type: string, name: string): T | undefined => {
      const ofType = values.get(type);
      return ofType?.has(name) === true ? (ofType.get(name) as T) : parent?.lookupValue<T>(type, name);
    },
    listValues: <T>(type: string): Record<string, T> => ({
      ...parent?.listValues<T>(type),
      ...(Object.fromEntries(values.get(type) ?? []) as Record<string, T>),
    }),
    registerSchema: (name, schema) => {
      if (schemas.has(name)) throw new DurakitError({ status: 'ALREADY_EXISTS', message: `Schema ${name} already registered` });
      schemas.set(name, schema);
    },
    lookupSchema: (name) => schemas.get(name) ?? parent?.lookupSchema(name),
  };
}
