import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { isLiveProcess, readCommandLine, readProcessIdentity } from '../processes/process-identity.ts';
import { runCommand } from '../processes/run-command.ts';
import { toReason } from '../to-reason.ts';
import { toCommand, type PostgresAccount } from './postgres-account.ts';
import { readPostgresMajor, type PostgresBinaries } from './postgres-binaries.ts';
import type { PostgresFiles } from './postgres-files.ts';

export interface PreparePostgresOptions {
  readonly files: PostgresFiles;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount;
  readonly signal?: AbortSignal | undefined;
}

/** The superuser of the cluster. */
export const POSTGRES_USER = 'durakit';

const INITDB_LIMIT_MS = 2 * 60_000;

/**
 * Makes a data folder where there is none, checks one that is there. Returns the password.
 * @throws DurakitError FAILED_PRECONDITION: data of another major version, or another server runs on it.
 */
export async function preparePostgresData(options: PreparePostgresOptions): Promise<string> {
  const { files, binaries, signal } = options;
  const made = await readFile(join(files.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (made === undefined) return initialise(options);
  const major = await readPostgresMajor(binaries.postgres, signal);
  if (made.trim() !== major) throw otherVersion(files.data, made.trim(), major);
  await settlePostmasterFile(files.data);
  return readFile(files.password, 'utf8');
}

/** Under another name first: what is called `data` is whole, however this ends. */
async function initialise({ files, binaries, account, signal }: PreparePostgresOptions): Promise<string> {
  const unfinished = `${files.data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(files.password, { force: true });
  const password = randomBytes(18).toString('base64url');
  await writeFile(files.password, password, { mode: 0o600 });
  if (account.user !== undefined) await chown(files.password, account.user.uid, account.user.gid);
  const initdb = toCommand(account, binaries.initdb, [
    ...['--pgdata', unfinished, '--username', POSTGRES_USER, '--pwfile', files.password, '--auth', 'scram-sha-256'],
    // the same order and case rules on every system, without its locales
    ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ...['--no-sync', '--no-instructions'],
  ]);
  try {
    await runCommand({ ...initdb, folder: files.folder, limit: INITDB_LIMIT_MS, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new DurakitError({ status: 'UNAVAILABLE', message: `PostgreSQL's initdb failed: ${toReason(error)}`, cause: error });
  }
  await rename(unfinished, files.data);
  return password;
}

/**
 * After kill -9 the file names a dead process, which PostgreSQL sees by itself. It is misled where the number now
 * belongs to something else (usual in containers): then the file goes.
 */
async function settlePostmasterFile(data: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  const processId = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
  const identity = processId > 0 ? readProcessIdentity(processId) : undefined;
  if (identity === undefined || !isLiveProcess({ processId, identity })) return;
  const commandLine = readCommandLine(processId);
  if (!commandLine.includes('postgres')) return rm(path);
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `A PostgreSQL server already runs on ${data} (process ${processId}: ${commandLine.trim()}). Stop it first.`,
    details: { processId },
  });
}

function otherVersion(data: string, made: string, major: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `The data in ${data} was made by PostgreSQL ${made}; this durakit brings PostgreSQL ${major}, which cannot read it. ` +
      `Start with --fresh to empty it (development data is lost), or use the durakit that made it and export what you need.`,
    details: { found: made, wanted: major },
  });
}
