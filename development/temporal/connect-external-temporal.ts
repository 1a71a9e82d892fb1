import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { toReason } from '../to-reason.ts';
import { registerSearchAttributes } from '../../client/register-search-attributes.ts';
import { waitForTemporal } from './wait-for-temporal.ts';

/** A server that somebody else runs, checked. */
export interface ExternalTemporal {
  readonly address: string;
  readonly namespace: string;
  /** Why the search attributes could not be registered (Temporal Cloud wants them registered by an administrator). */
  readonly warning?: string;
  stop(): Promise<void>;
}

const RETRY_LIMIT_MS = 3_000;

/**
 * Checks a server that somebody else runs and registers durakit's search attributes there.
 * TLS, API key and namespace come from the standard `TEMPORAL_*` variables and configuration file.
 * @throws DurakitError UNAVAILABLE when it does not answer within some 10 s.
 */
export async function connectExternalTemporal(address: string, signal?: AbortSignal): Promise<ExternalTemporal> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const options: ConnectionOptions = { ...(connectionOptions as ConnectionOptions), address };
  try {
    const connection = await waitForTemporal({ connectionOptions: options, namespace, limit: RETRY_LIMIT_MS, signal });
    const warning = await registerSearchAttributes(connection, namespace).then(() => undefined, toWarning);
    await connection.close();
    return { address, namespace, ...(warning === undefined ? {} : { warning }), stop: async () => undefined };
  } catch (error) {
    signal?.throwIfAborted();
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message:
        `The Temporal server at ${address} (TEMPORAL_ADDRESS), namespace ${namespace}, does not answer: ${toReason(error)}. ` +
        'Check the address, the namespace (TEMPORAL_NAMESPACE), TLS and the API key (TEMPORAL_TLS…, TEMPORAL_API_KEY), ' +
        'or unset TEMPORAL_ADDRESS to have a development server started.',
      cause: error,
    });
  }
}

function toWarning(error: unknown): string {
  return toReason(error);
}
