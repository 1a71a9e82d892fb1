import { ExternalStorage, type Payload, type StorageDriver } from '@temporalio/common';
import { DurakitError } from '../schemas/durakit-error.ts';
import { MAX_PAYLOAD_BYTES } from '../schemas/payload-limit.ts';
import type { PayloadStore } from '../schemas/payload-store.ts';
import { createClaimDriver } from './claim-driver.ts';
import type { StorageSettings } from './storage-settings.ts';

/** Where payloads go, and which. */
export interface ExternalStorageOptions {
  /** Undefined where no database is known: nothing is stored then, and claims of others cannot be opened. */
  readonly store: PayloadStore | undefined;
  readonly namespace: string;
  readonly settings: StorageSettings;
  readonly warn?: ((message: string) => void) | undefined;
}

/** Storage as clients and workers take it. */
export interface PayloadStorage {
  readonly externalStorage: ExternalStorage;
  /** The most bytes that one value may have. */
  readonly mostBytes: number;
}

/** A step's envelope holds its captured variables, which have a limit of their own, and the run's context beside them. */
const ROOM_BYTES = 2 * MAX_PAYLOAD_BYTES;

/** Keyed by the object that goes through Temporal's client: a client's options are all that those have who send. */
const limits = new WeakMap<ExternalStorage, number>();

/** The most bytes of one value by a storage that {@link createExternalStorage} made. */
export function mostBytesOf(externalStorage: ExternalStorage | undefined): number {
  return (externalStorage && limits.get(externalStorage)) ?? MAX_PAYLOAD_BYTES;
}

/** Temporal's `externalStorage`, the same for clients, workers and replays. */
export function createExternalStorage({ store, namespace, settings, warn }: ExternalStorageOptions): PayloadStorage {
  const { threshold, maximum, preview } = settings;
  const driver = createClaimDriver({ store: store ?? NO_STORE, namespace, maximum: maximum + ROOM_BYTES, preview, warn });
  const staysInline = (payload: Payload): boolean => store === undefined || isRunMetadata(payload);
  const driverSelector = (_context: unknown, payload: Payload): StorageDriver | null => (staysInline(payload) ? null : driver);
  const externalStorage = new ExternalStorage({ drivers: [driver], driverSelector, payloadSizeThreshold: threshold });
  const mostBytes = store === undefined ? MAX_PAYLOAD_BYTES : maximum;
  limits.set(externalStorage, mostBytes);
  return { externalStorage, mostBytes };
}

/** The beginning of the answer to the query by which Temporal's UI asks for current details: the UI cannot open claims. */
const RUN_METADATA = '{"definition":{"type":';

function isRunMetadata({ data }: Payload): boolean {
  if (data === undefined || data === null) return false;
  return Buffer.from(data.subarray(0, RUN_METADATA.length)).toString() === RUN_METADATA;
}

/** Stands in where no database is known: Temporal's own error would not say what to do. */
const NO_STORE: PayloadStore = { put: () => Promise.reject(noDatabase()), get: () => Promise.reject(noDatabase()) };

function noDatabase(): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      'A value of this run is in the database of its workers, and no database is known here. ' +
      'Set DATABASE_URL to that database (or pass `databaseUrl`), or raise DURAKIT_EXTERNAL_STORAGE_THRESHOLD of the workers.',
    nonRetryable: true,
  });
}
