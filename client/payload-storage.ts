import type { Client } from '@temporalio/client';
import type { ExternalStorage } from '@temporalio/common';
import { createExternalStorage, mostBytesOf, type PayloadStorage } from '../codec/external-storage.ts';
import { inlineClaims } from '../codec/inline-claims.ts';
import type { ResolvedSettings } from './connection-settings.ts';

/** A storage that has connections. */
export interface OpenPayloadStorage extends PayloadStorage {
  close(): Promise<void>;
}

/** The store of the settings' database, or one that stores nothing. No connection is made yet. */
export async function openPayloadStorage(
  { databaseUrl, namespace, externalStorage: settings }: Pick<ResolvedSettings, 'databaseUrl' | 'namespace' | 'externalStorage'>,
  warn?: (message: string) => void,
): Promise<OpenPayloadStorage> {
  if (databaseUrl === undefined)
    return { ...createExternalStorage({ store: undefined, namespace, settings }), close: () => Promise.resolve() };
  // A client without a database does not load its driver.
  const { openPayloadStore } = await import('../providers/postgres/open-payload-store.ts');
  const store = openPayloadStore(databaseUrl);
  return { ...createExternalStorage({ store, namespace, settings, warn }), close: () => store.close() };
}

/** The most bytes that a client can send in one value. */
export function payloadLimitOf(client: Client): number {
  return mostBytesOf(storageOf(client));
}

/** Puts the payloads of all claims into a history. Throws FAILED_PRECONDITION where no database is known. */
export async function openClaims(client: Client, history: unknown): Promise<void> {
  const storage = storageOf(client);
  if (storage !== undefined) await inlineClaims(history, storage);
}

/** What is read for people: errors, and what a stopped step left. A report without them is better than none. */
export async function openReadClaims(client: Client, history: unknown): Promise<void> {
  const storage = storageOf(client);
  if (storage !== undefined) await inlineClaims(history, storage, { below: ['failure', 'lastFailure', 'details'] }).catch(() => undefined);
}

function storageOf({ options }: Client): ExternalStorage | undefined {
  return options.loadedDataConverter.externalStorage;
}
