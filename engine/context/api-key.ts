import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ContextProvider } from './context-provider.ts';

/** What {@link apiKey} makes: the `authorization` header as it came, or undefined. */
export interface ApiKeyContext extends Readonly<Record<string, unknown>> {
  readonly auth: { readonly apiKey: string | undefined };
}

/** Looks at the context, and throws where it is not good enough. */
export type ApiKeyPolicy = (context: ApiKeyContext) => void | Promise<void>;

/**
 * Keeps the `authorization` header as `context.auth.apiKey`. With a text it must be equal: missing fails with UNAUTHENTICATED,
 * another with PERMISSION_DENIED. With a function, that decides. Throws INVALID_ARGUMENT for anything else. Source: Genkit `core/src/context.ts`.
 */
export function apiKey(valueOrPolicy?: string | ApiKeyPolicy): ContextProvider<ApiKeyContext> {
  return async ({ headers }) => {
    const context: ApiKeyContext = { auth: { apiKey: headers['authorization'] } };
    if (typeof valueOrPolicy === 'string') requireKey(context.auth.apiKey, valueOrPolicy);
    else if (typeof valueOrPolicy === 'function') await valueOrPolicy(context);
    else if (valueOrPolicy !== undefined) {
      throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `Invalid type ${typeof valueOrPolicy} passed to apiKey()` });
    }
    return context;
  };
}

function requireKey(given: string | undefined, expected: string): void {
  if (given === undefined || given === '') throw new DurakitError({ status: 'UNAUTHENTICATED', message: 'Unauthenticated' });
  if (!equalInConstantTime(given, expected)) throw new DurakitError({ status: 'PERMISSION_DENIED', message: 'Permission Denied' });
}

/** A comparison that ends at the first difference tells an attacker how much of a key is right. */
function equalInConstantTime(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < given.length; index += 1) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index % Math.max(1, expected.length));
  }
  return difference === 0;
}
