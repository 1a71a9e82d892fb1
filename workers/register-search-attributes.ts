import { NativeConnection } from '@temporalio/worker';
import { DurakitError } from '../schemas/durakit-error.ts';
import { SEARCH_ATTRIBUTES } from '../schemas/search-attributes.ts';

/** Temporal's number for the type `Keyword` (`temporal.api.enums.v1.IndexedValueType`). */
const KEYWORD = 2;

/**
 * Sees to it that the namespace knows the search attributes. Runs cannot be started without them. Where the server does
 * not let clients register them (Temporal Cloud), the error has the command that does.
 */
export async function registerSearchAttributes(connection: NativeConnection, namespace: string): Promise<void> {
  const names = Object.values(SEARCH_ATTRIBUTES);
  let missing: string[] = names;
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    missing = names.filter((name) => customAttributes[name] === undefined);
    if (missing.length === 0) return;
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    });
  } catch (error) {
    if (error instanceof Error && /already exists/i.test(error.message)) return;
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message:
        `The search attributes ${missing.join(', ')} are not registered with namespace '${namespace}', and this worker may not register them. ` +
        `Run: temporal operator search-attribute create --namespace ${namespace} ${missing.map((name) => `--name ${name} --type Keyword`).join(' ')}`,
      cause: error,
    });
  }
}
