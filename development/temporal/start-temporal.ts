import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import ms from 'ms';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { launchOnFreePorts } from '../processes/launch-on-free-ports.ts';
import { startManagedProcess, type ManagedProcess } from '../processes/managed-process.ts';
import { settleFormerProcess } from '../processes/process-record.ts';
import { readLogTail } from '../processes/read-log-tail.ts';
import { checkDataVersion } from './check-data-version.ts';
import { connectExternalTemporal } from './connect-external-temporal.ts';
import { registerSearchAttributes } from '../../client/register-search-attributes.ts';
import { createTemporalArguments } from './temporal-arguments.ts';
import type { TemporalSource } from './temporal-source.ts';
import { waitForTemporal } from './wait-for-temporal.ts';

export interface StartTemporalOptions {
  readonly source: TemporalSource;
  /** Holds `temporal.sqlite`, `temporal.log` and the record of the running process. */
  readonly dataFolder: string;
  /** First choices; the next free port is taken where one is in use. Default 7233 and 8233. */
  readonly ports?: { readonly port?: number; readonly uiPort?: number };
  /** Empties the data first. Default false. */
  readonly fresh?: boolean;
  /** Default true. */
  readonly ui?: boolean;
  /** Aborts the start only; a started server ends by `stop()` or with this process. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunningTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
  /** What a person should know: data of another server version, search attributes that could not be registered. */
  readonly warning?: string;
  /** Undefined for a server that somebody else runs. */
  readonly processId?: number;
  /** Resolves with one line for people when the server has ended, by `stop()` or by itself. */
  readonly ended?: Promise<string>;
  /** SIGTERM, SIGKILL after 10 s. Does nothing to a server that somebody else runs. */
  stop(): Promise<void>;
}

const NAME = 'The Temporal server';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/**
 * Starts the development server and returns when a real call succeeds and the search attributes exist.
 * An external source is only checked. The server ends with this process, also after kill -9.
 * @throws DurakitError UNAVAILABLE with the end of the server's log; FAILED_PRECONDITION when the data is in use.
 */
export async function startTemporal(options: StartTemporalOptions): Promise<RunningTemporal> {
  const { source, fresh = false, signal } = options;
  signal?.throwIfAborted();
  if (source.kind === 'external') return connectExternalTemporal(source.address, signal);
  const dataFolder = resolve(options.dataFolder);
  const files = toFiles(dataFolder);
  await mkdir(dataFolder, { recursive: true });
  await settleFormerProcess(NAME, files.record, { limit: STOP_LIMIT_MS, signal });
  if (fresh) await emptyTemporalData(dataFolder);
  const warning = await checkDataVersion(files.version, source.version);
  const { port = 7233, uiPort = 8233 } = options.ports ?? {};
  const running = await launchOnFreePorts({
    preferred: options.ui === false ? [port] : [port, uiPort],
    logFile: files.log,
    signal,
    launch: ([freePort = port, freeUiPort]) => launch({ path: source.path, files, port: freePort, uiPort: freeUiPort, signal }),
  });
  return warning === undefined ? running : { ...running, warning };
}

/** Removes what {@link startTemporal} wrote, nothing else. The server must not run. */
export async function emptyTemporalData(dataFolder: string): Promise<void> {
  const { database, log, version } = toFiles(dataFolder);
  for (const path of [database, `${database}-wal`, `${database}-shm`, `${database}-journal`, log, `${log}.former`, version])
    await rm(path, { force: true });
}

interface Launch {
  readonly path: string;
  readonly files: ReturnType<typeof toFiles>;
  readonly port: number;
  readonly uiPort: number | undefined;
  readonly signal: AbortSignal | undefined;
}

async function launch({ path, files, port, uiPort, signal }: Launch): Promise<RunningTemporal> {
  const namespace = process.env['TEMPORAL_NAMESPACE'] || 'default'; // as clients read it
  const server = await startManagedProcess({
    name: NAME,
    command: path,
    arguments: createTemporalArguments({ databaseFile: files.database, port, uiPort, namespace }),
    logFile: files.log,
    recordFile: files.record,
    stopSignal: 'SIGTERM',
    stopLimit: STOP_LIMIT_MS,
    background: true,
    signal,
  });
  try {
    await prepare(server, { port, namespace, log: files.log, signal });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    address: `127.0.0.1:${port}`,
    namespace,
    ...(uiPort === undefined ? {} : { uiUrl: `http://127.0.0.1:${uiPort}` }),
    processId: server.processId,
    ended: server.exited.then(({ code, signal: by }) => `${NAME} has ended (${by ?? `exit code ${code}`}). Its log: ${files.log}`),
    stop: async () => void (await server.stop()),
  };
}

async function prepare(
  server: ManagedProcess,
  where: { port: number; namespace: string; log: string; signal: AbortSignal | undefined },
): Promise<void> {
  const { port, namespace, log, signal } = where;
  const connectionOptions = { address: `127.0.0.1:${port}` };
  const died = new AbortController();
  void server.exited.then(() => died.abort(new Error('it ended')));
  const ends = signal === undefined ? died.signal : AbortSignal.any([died.signal, signal]);
  try {
    const connection = await waitForTemporal({ connectionOptions, localPort: port, namespace, limit: START_LIMIT_MS, signal: ends });
    try {
      // --search-attribute covers a new data file; one from an older durakit may lack some
      await registerSearchAttributes(connection, namespace);
    } finally {
      await connection.close();
    }
  } catch (error) {
    signal?.throwIfAborted();
    const reason = died.signal.aborted
      ? 'ended at its start'
      : `gave no answer on port ${port} within ${ms(START_LIMIT_MS, { long: true })}`;
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message: `${NAME} ${reason}. The end of its log (${log}):\n${await readLogTail(log)}`,
      cause: error,
    });
  }
}

function toFiles(dataFolder: string): { database: string; log: string; record: string; version: string } {
  return {
    database: join(dataFolder, 'temporal.sqlite'),
    log: join(dataFolder, 'temporal.log'),
    record: join(dataFolder, 'process.json'),
    version: join(dataFolder, 'server-version'),
  };
}
