import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { findExecutable } from '../processes/find-executable.ts';

/** As whom PostgreSQL runs: it refuses to run as root. */
export interface PostgresAccount {
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Put before every command; empty for most. */
  readonly prefix: readonly string[];
}

const run = promisify(execFile);

/**
 * Nothing special for an ordinary user. For root: the owner of existing data, else the system's user `postgres` or
 * `nobody` (no user is created). Where that user cannot reach the programs or the folder (a project under /root), `setpriv` lets it.
 * @throws DurakitError FAILED_PRECONDITION when none of that works.
 */
export async function resolvePostgresAccount(postgres: string, dataFolder: string, data: string): Promise<PostgresAccount> {
  const owner = await stat(data).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => undefined,
  );
  const me = process.getuid?.();
  if (me !== 0) {
    if (me !== undefined && owner !== undefined && owner.uid !== me) throw foreignData(data, owner.uid);
    return { prefix: [] };
  }
  const user = owner !== undefined && owner.uid !== 0 ? owner : ((await findUser('postgres')) ?? (await findUser('nobody')));
  if (user === undefined) throw unusable('there is no user postgres or nobody');
  await chown(dataFolder, user.uid, user.gid);
  if ((await isReachable(postgres, user)) && (await isReachable(dataFolder, user))) return { user, prefix: [] };
  const setpriv = await findExecutable('setpriv');
  if (setpriv === undefined) throw unusable(`the user with the id ${user.uid} cannot reach ${postgres} or ${dataFolder}`);
  // the one capability: to pass folders that are closed to this user
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { prefix: [setpriv, `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...capability, '--'] };
}

/** Command and options for {@link PostgresAccount}: what to hand to spawn. */
export function toCommand(
  { user, prefix }: PostgresAccount,
  program: string,
  programArguments: readonly string[],
): { command: string; arguments: string[]; user?: { uid: number; gid: number } } {
  const [command = program, ...rest] = [...prefix, program, ...programArguments];
  return { command, arguments: rest, ...(user === undefined ? {} : { user }) };
}

async function findUser(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined; // no such user: the caller has a second choice
  }
}

async function isReachable(path: string, user: { uid: number; gid: number }): Promise<boolean> {
  return run('test', ['-x', path], { ...user, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

function foreignData(data: string, uid: number): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The PostgreSQL data in ${data} belongs to the user with the id ${uid}. Run as that user, or remove the folder.`,
  });
}

function unusable(reason: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `PostgreSQL does not run as root, and ${reason}. Run as an ordinary user, or set DATABASE_URL to a server of your own.`,
  });
}
