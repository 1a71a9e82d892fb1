import { Client, Connection } from '@temporalio/client';
import type { ExternalStorage } from '@temporalio/common';
import { DurakitError } from '../schemas/durakit-error.ts';
import { resolveConnectionSettings, type ConnectionSettings, type ResolvedSettings } from './connection-settings.ts';
import { createDurakitClient, type DurakitClient } from './durakit-client.ts';
import { openPayloadStorage } from './payload-storage.ts';

const CONNECT_TIMEOUT = '5s';

/** A client for programs that do not hold the app's code. Throws UNAVAILABLE where no server answers within 5 s. Close it when done. */
export async function connect(settings: ConnectionSettings = {}): Promise<DurakitClient> {
  const resolved = resolveConnectionSettings(settings);
  const storage = await openPayloadStorage(resolved);
  try {
    const temporal = await connectTemporal(resolved, storage.externalStorage);
    const { taskQueue, databaseUrl } = resolved;
    return createDurakitClient({ temporal, taskQueue, databaseUrl, onClose: storage.close });
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** Temporal's own client by the same settings. Without a storage it cannot open claims. */
export async function connectTemporal({ connection, namespace }: ResolvedSettings, externalStorage?: ExternalStorage): Promise<Client> {
  try {
    const opened = await Connection.connect({ ...connection, connectTimeout: CONNECT_TIMEOUT });
    return new Client({ connection: opened, namespace, ...(externalStorage !== undefined && { dataConverter: { externalStorage } }) });
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
