import { mkdir, rm } from 'node:fs/promises';
import ms from 'ms';
import { resolve } from 'node:path';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { launchOnFreePorts } from '../processes/launch-on-free-ports.ts';
import { startManagedProcess, type ManagedProcess } from '../processes/managed-process.ts';
import { settleFormerProcess } from '../processes/process-record.ts';
import { readLogTail } from '../processes/read-log-tail.ts';
import { toReason } from '../to-reason.ts';
import { resolvePostgresAccount, toCommand, type PostgresAccount } from './postgres-account.ts';
import { loadPostgresBinaries } from './postgres-binaries.ts';
import { toReachableBinaries } from './reachable-binaries.ts';
import { toPostgresFiles, type PostgresFiles } from './postgres-files.ts';
import { POSTGRES_USER, preparePostgresData } from './prepare-postgres-data.ts';
import { waitForPostgres } from './wait-for-postgres.ts';

export interface StartPostgresOptions {
  /** Holds PGDATA (`data`), the password, the log and the record of the running process. */
  readonly dataFolder: string;
  /** First choice; the next free port is taken where it is in use. Default 5432. */
  readonly port?: number;
  /** Empties the data first. Default false. Does nothing to the server of `DATABASE_URL`. */
  readonly fresh?: boolean;
  /** Aborts the start only; a started server ends by `stop()` or with this process. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunningPostgres {
  /** With user and password. */
  readonly databaseUrl: string;
  /** One line for people, without the password. */
  readonly description: string;
  /** Undefined for a server that somebody else runs. */
  readonly processId?: number;
  /** Resolves with one line for people when the server has ended, by `stop()` or by itself. */
  readonly ended?: Promise<string>;
  /** Fast shutdown, SIGKILL after 10 s. Does nothing to a server that somebody else runs. */
  stop(): Promise<void>;
}

const NAME = 'The PostgreSQL server';
const DATABASE = 'durakit';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const EXTERNAL_LIMIT_MS = 3_000;
const MAX_CONNECTIONS = 200;

/**
 * Checks the server of `DATABASE_URL` if that is set; else starts PostgreSQL on 127.0.0.1 and returns when it
 * answers queries and the database `durakit` exists. The server ends with this process, also after kill -9.
 * @throws DurakitError UNAVAILABLE with the end of the log; FAILED_PRECONDITION: data in use or of another version.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const { port = 5432, fresh = false, signal } = options;
  signal?.throwIfAborted();
  const external = process.env['DATABASE_URL'];
  if (external) return connectExternal(external, signal);
  const files = toPostgresFiles(resolve(options.dataFolder));
  await mkdir(files.folder, { recursive: true });
  await settleFormerProcess(NAME, files.record, { limit: STOP_LIMIT_MS, signal });
  if (fresh) await emptyPostgresData(files.folder);
  const binaries = await toReachableBinaries(await loadPostgresBinaries());
  const account = await resolvePostgresAccount(binaries.postgres, files.folder, files.data);
  const password = await preparePostgresData({ files, binaries, account, signal });
  return launchOnFreePorts({
    preferred: [port],
    logFile: files.log,
    signal,
    launch: ([free = port]) => launch({ postgres: binaries.postgres, files, account, password, port: free, signal }),
  });
}

/** Removes what {@link startPostgres} wrote, nothing else. The server must not run. */
export async function emptyPostgresData(dataFolder: string): Promise<void> {
  const { data, password, log } = toPostgresFiles(dataFolder);
  for (const path of [data, `${data}.unfinished`, password, log, `${log}.former`]) await rm(path, { recursive: true, force: true });
}

interface Launch {
  readonly postgres: string;
  readonly files: PostgresFiles;
  readonly account: PostgresAccount;
  readonly password: string;
  readonly port: number;
  readonly signal: AbortSignal | undefined;
}

async function launch({ postgres, files, account, password, port, signal }: Launch): Promise<RunningPostgres> {
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: MAX_CONNECTIONS };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = await startManagedProcess({
    name: NAME,
    ...toCommand(account, postgres, ['-D', files.data, ...flags]),
    folder: files.folder,
    logFile: files.log,
    recordFile: files.record,
    stopSignal: 'SIGINT', // fast shutdown: open transactions are rolled back
    stopLimit: STOP_LIMIT_MS,
    background: true,
    signal,
  });
  const toUrl = (database: string): string => `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await waitUntilReady(server, { databaseUrl: toUrl('postgres'), log: files.log, signal });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    databaseUrl: toUrl(DATABASE),
    description: `PostgreSQL at 127.0.0.1:${port}, data in ${files.data}`,
    processId: server.processId,
    ended: server.exited.then(({ code, signal: by }) => `${NAME} has ended (${by ?? `exit code ${code}`}). Its log: ${files.log}`),
    stop: async () => void (await server.stop()),
  };
}

async function waitUntilReady(
  server: ManagedProcess,
  { databaseUrl, log, signal }: { databaseUrl: string; log: string; signal: AbortSignal | undefined },
): Promise<void> {
  const died = new AbortController();
  void server.exited.then(() => died.abort(new Error('it ended')));
  const ends = signal === undefined ? died.signal : AbortSignal.any([died.signal, signal]);
  try {
    await waitForPostgres({ databaseUrl, limit: START_LIMIT_MS, createDatabase: DATABASE, signal: ends });
  } catch (error) {
    signal?.throwIfAborted();
    const reason = died.signal.aborted ? 'ended at its start' : `cannot be used: ${toReason(error)}`;
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message: `${NAME} ${reason} (limit ${ms(START_LIMIT_MS, { long: true })}). The end of its log (${log}):\n${await readLogTail(log)}`,
      cause: error,
    });
  }
}

async function connectExternal(databaseUrl: string, signal: AbortSignal | undefined): Promise<RunningPostgres> {
  const { host, pathname } = new URL(databaseUrl);
  try {
    await waitForPostgres({ databaseUrl, limit: EXTERNAL_LIMIT_MS, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message:
        `The PostgreSQL server at ${host}${pathname} (DATABASE_URL) cannot be used: ${toReason(error)}. ` +
        'Check the address, the user and the database, or unset DATABASE_URL to have a server started.',
      cause: error,
    });
  }
  return { databaseUrl, description: `PostgreSQL at ${host}${pathname} (DATABASE_URL)`, stop: async () => undefined };
}
