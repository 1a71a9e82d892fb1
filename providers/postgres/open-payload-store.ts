import type { PayloadStore } from '../../schemas/payload-store.ts';
import { openDatabase } from './database.ts';
import { createPostgresPayloadStore } from './postgres-payload-store.ts';

/** A store with connections of its own: payloads of many MB do not keep a step's other rows waiting, and a process may end while they are idle. */
export interface OpenPayloadStore extends PayloadStore {
  close(): Promise<void>;
}

const MOST_CONNECTIONS = 5;
/** A host that does not answer at all. */
const CONNECT_MILLISECONDS = 5_000;

/** Opens a store; a connection is made when the first payload is written or read. */
export function openPayloadStore(url: string): OpenPayloadStore {
  const database = openDatabase(url, { allowExitOnIdle: true, max: MOST_CONNECTIONS, connectionTimeoutMillis: CONNECT_MILLISECONDS });
  return { ...createPostgresPayloadStore(database), close: () => database.close() };
}
