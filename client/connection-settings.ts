import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConnectionOptions } from '@temporalio/client';
import { resolveStorageSettings, type StorageSettings } from '../codec/storage-settings.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { ExternalStorageSettings } from '../schemas/external-storage-settings.ts';
import { RunningServicesSchema, type RunningServices } from '../schemas/running-services.ts';

/** How to reach Temporal; what is not given comes from the environment. */
export interface ConnectionSettings {
  /** Default: `TEMPORAL_ADDRESS`, else the running `durakit dev` of this folder, else `localhost:7233`. */
  readonly address?: string;
  /** Default: `TEMPORAL_NAMESPACE`, else `default`. */
  readonly namespace?: string;
  /** Default: `TEMPORAL_TLS…`; on by itself where an API key is given. */
  readonly tls?: ConnectionOptions['tls'];
  /** Default: `TEMPORAL_API_KEY`. */
  readonly apiKey?: string;
  /** Default: `DURAKIT_TASK_QUEUE`, else `durakit`. */
  readonly taskQueue?: string;
  /** PostgreSQL, for inputs and results that are too long for a history. Default: `DATABASE_URL`, else that of the running `durakit dev`. Empty: none. */
  readonly databaseUrl?: string;
  readonly externalStorage?: ExternalStorageSettings;
}

/** Settings with every gap filled. */
export interface ResolvedSettings {
  readonly connection: Pick<ConnectionOptions, 'address' | 'tls' | 'apiKey' | 'metadata'> & { readonly address: string };
  readonly namespace: string;
  readonly taskQueue: string;
  /** Undefined: long inputs cannot be sent, and claims cannot be opened. */
  readonly databaseUrl: string | undefined;
  readonly externalStorage: StorageSettings;
}

/**
 * Settings from the call, the standard `TEMPORAL_*` variables and profile file (`@temporalio/envconfig`), and the services
 * that `durakit dev` runs in this folder, in this order.
 */
export function resolveConnectionSettings(
  settings: ConnectionSettings = {},
  environment: NodeJS.ProcessEnv = process.env,
): ResolvedSettings {
  const { connectionOptions, namespace } = loadProfile();
  // One source for all: the address of one server with the namespace of another would be neither.
  const services = settings.address === undefined && connectionOptions.address === undefined ? findRunningServices() : undefined;
  const address = settings.address ?? connectionOptions.address ?? services?.temporalAddress ?? 'localhost:7233';
  const apiKey = settings.apiKey ?? connectionOptions.apiKey;
  const tls = settings.tls ?? connectionOptions.tls;
  return {
    connection: {
      address,
      ...(connectionOptions.metadata !== undefined && { metadata: connectionOptions.metadata }),
      ...(tls !== undefined && { tls }),
      ...(apiKey !== undefined && { apiKey }),
    },
    namespace: settings.namespace ?? environment['TEMPORAL_NAMESPACE'] ?? namespace ?? services?.namespace ?? 'default',
    taskQueue: settings.taskQueue ?? environment['DURAKIT_TASK_QUEUE'] ?? 'durakit',
    databaseUrl: (settings.databaseUrl ?? environment['DATABASE_URL'] ?? (services ?? findRunningServices())?.databaseUrl) || undefined,
    externalStorage: resolveStorageSettings(settings.externalStorage, environment),
  };
}

function loadProfile(): ReturnType<typeof loadClientConnectConfig> {
  try {
    return loadClientConnectConfig();
  } catch (error) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `The Temporal settings in the environment or in the profile file cannot be read: ${String(error)}`,
      cause: error,
    });
  }
}

/** The services of this folder or of one above it, if the process that started them is alive. */
export function findRunningServices(folder = process.cwd()): RunningServices | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    const services = readServices(path.join(current, '.durakit', 'services.json'));
    if (services !== undefined) return services;
    if (path.dirname(current) === current) return undefined;
  }
}

function readServices(file: string): RunningServices | undefined {
  try {
    const services = RunningServicesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    process.kill(services.processId, 0);
    return services;
  } catch {
    // Absent, half written, or left behind by a process that is gone: as good as none.
    return undefined;
  }
}
