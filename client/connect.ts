import { Client, Connection } from '@temporalio/client';
import { DurakitError } from '../schemas/durakit-error.ts';
import { resolveConnectionSettings, type ConnectionSettings, type ResolvedSettings } from './connection-settings.ts';
import { createDurakitClient, type DurakitClient } from './durakit-client.ts';

const CONNECT_TIMEOUT = '5s';

/** A client for programs that do not hold the app's code. Throws UNAVAILABLE where no server answers within 5 s. Close it when done. */
export async function connect(settings: ConnectionSettings = {}): Promise<DurakitClient> {
  const resolved = resolveConnectionSettings(settings);
  return createDurakitClient(await connectTemporal(resolved), resolved.taskQueue);
}

/** Temporal's own client by the same settings. */
export async function connectTemporal({ connection, namespace }: ResolvedSettings): Promise<Client> {
  try {
    return new Client({ connection: await Connection.connect({ ...connection, connectTimeout: CONNECT_TIMEOUT }), namespace });
  } catch (error) {
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message:
        `No Temporal server answers at ${connection.address}. Start one for development with \`durakit dev app.ts\`, ` +
        `set TEMPORAL_ADDRESS to yours, or run flows without a server by \`durakit({ mode: 'inline' })\`.`,
      details: { address: connection.address, namespace },
      cause: error,
    });
  }
}
