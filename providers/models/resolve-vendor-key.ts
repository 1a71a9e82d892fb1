import type { ActionContext } from '../../schemas/action-context.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** Where the key of a vendor may come from. */
export interface VendorKeySources {
  /** The vendor's name for people. */
  readonly vendor: string;
  /** The plugin's option. False: each call brings its own in `context.secrets.apiKey`. */
  readonly apiKey: string | false | undefined;
  /** Environment variables, the first that is set counts. Read for each call, on the worker. */
  readonly variables: readonly string[];
  readonly context: ActionContext;
}

/** The key for one call. Throws FAILED_PRECONDITION where there is none, UNAUTHENTICATED where the call should have brought it. */
export function resolveVendorKey({ vendor, apiKey, variables, context }: VendorKeySources): string {
  if (apiKey === false) return readContextKey(context, vendor);
  if (apiKey !== undefined && apiKey !== '') return apiKey;
  const found = variables.map((variable) => process.env[variable]).find((value) => value !== undefined && value !== '');
  if (found !== undefined) return found;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `There is no key for ${vendor}. Set the environment variable ${variables.join(' or ')} where the worker runs, or give apiKey.`,
  });
}

function readContextKey({ secrets }: ActionContext, vendor: string): string {
  const key = typeof secrets === 'object' && secrets !== null && 'apiKey' in secrets ? secrets.apiKey : undefined;
  if (typeof key === 'string' && key !== '') return key;
  throw new DurakitError({
    status: 'UNAUTHENTICATED',
    message: `The plugin of ${vendor} has apiKey: false, so each call brings its own key, and this one brought none. Give context.secrets.apiKey.`,
  });
}
