import { chmod, cp, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.ts';

const OTHERS_MAY_PASS = 0o001;

/**
 * PostgreSQL does not run as root, and the user that it runs as instead must be able to pass every folder above its programs:
 * a project below /root is closed to it, and a capability does not help, for `initdb` asks with access(2), which looks at the real user.
 * Then the programs are copied, once for each version, to where everybody can pass.
 */
export async function toReachableBinaries(binaries: PostgresBinaries): Promise<PostgresBinaries> {
  if (process.getuid?.() !== 0 || (await isOpen(dirname(binaries.postgres)))) return binaries;
  const native = dirname(dirname(binaries.postgres));
  const copy = join(tmpdir(), `durakit-postgres-${await readVersion(dirname(native))}`);
  if (!(await isOurs(copy))) await copyPrograms(native, copy);
  return {
    postgres: join(copy, relative(native, binaries.postgres)),
    initdb: join(copy, relative(native, binaries.initdb)),
  };
}

async function isOpen(folder: string): Promise<boolean> {
  for (let current = folder; ; current = dirname(current)) {
    if (((await stat(current)).mode & OTHERS_MAY_PASS) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

async function readVersion(packageFolder: string): Promise<string> {
  return (JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The folder for temporary files is everybody's: only a copy that root made is run. */
async function isOurs(copy: string): Promise<boolean> {
  return stat(copy).then(
    ({ uid }) => uid === 0,
    () => false,
  );
}

/** By rename: whoever sees the copy sees all of it, also where two processes make it at once. */
async function copyPrograms(native: string, copy: string): Promise<void> {
  const unfinished = await mkdtemp(`${copy}-unfinished-`);
  try {
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await chmod(unfinished, 0o755);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await isOurs(copy))) throw error;
  }
}
