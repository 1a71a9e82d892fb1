import type { PayloadStore } from '../../schemas/payload-store.ts';
import { openSmallDatabase } from './database.ts';
import { createPostgresPayloadStore } from './postgres-payload-store.ts';

/** A store with connections of its own: payloads of many MB do not keep a step's other rows waiting, and a process may end while they are idle. */
export interface OpenPayloadStore extends PayloadStore {
  close(): Promise<void>;
}

/** Opens a store; a connection is made when the first payload is written or read. */
export function openPayloadStore(url: string): OpenPayloadStore {
  const database = openSmallDatabase(url);
  return { ...createPostgresPayloadStore(database), close: () => database.close() };
}
