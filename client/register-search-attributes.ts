import type { Connection } from '@temporalio/client';
import { DurakitError } from '../schemas/durakit-error.ts';
import { SEARCH_ATTRIBUTES } from '../schemas/search-attributes.ts';

/** Temporal's number for the type `Keyword` (`temporal.api.enums.v1.IndexedValueType`). */
const KEYWORD = 2;
/** gRPC's. */
const UNIMPLEMENTED = 12;

/**
 * Sees to it that the namespace knows the search attributes: runs cannot be started without them. Harmless when repeated or
 * done by two processes at once. Throws FAILED_PRECONDITION, with the command to run, where the server does not let
 * this client register them (Temporal Cloud).
 */
export async function registerSearchAttributes(connection: Pick<Connection, 'operatorService'>, namespace: string): Promise<void> {
  const names = Object.values(SEARCH_ATTRIBUTES);
  let missing: string[] = names;
  try {
    const known = await listKnown(connection, namespace);
    missing = names.filter((name) => !known.includes(name));
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (error instanceof Error && /already exists/i.test(error.message)) return;
    throw notRegistered(missing, namespace, error);
  }
}

async function listKnown({ operatorService }: Pick<Connection, 'operatorService'>, namespace: string): Promise<readonly string[]> {
  try {
    return Object.keys((await operatorService.listSearchAttributes({ namespace })).customAttributes);
  } catch (error) {
    // Temporal's time-skipping test server has no list, but takes them
    if ((error as { readonly code?: unknown }).code === UNIMPLEMENTED) return [];
    throw error;
  }
}

function notRegistered(missing: readonly string[], namespace: string, cause: unknown): DurakitError {
  const attributes = missing.map((name) => `--name ${name} --type Keyword`).join(' ');
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `The search attributes ${missing.join(', ')} are not registered with namespace '${namespace}', and this process may not register them. ` +
      `Run: temporal operator search-attribute create --namespace ${namespace} ${attributes}`,
    details: { missing, namespace },
    cause,
  });
}
