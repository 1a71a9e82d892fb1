import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { waitForLock } from '../file-lock.ts';
import type { Report } from '../report.ts';
import { toReason } from '../to-reason.ts';
import { findCachedTemporal, toCachedName } from './cached-temporal.ts';
import type { FetchWay } from './fetch-way.ts';
import { readTemporalVersion } from './read-temporal-version.ts';
import type { TemporalSource } from './temporal-source.ts';

export interface FetchTemporalOptions {
  readonly cacheFolder: string;
  readonly ways: readonly FetchWay[];
  /** What was tried before, each with its reason: part of the error's message. */
  readonly tried: readonly string[];
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gets the `temporal` program into the cache, by the first way that works. Two processes never fetch at once:
 * the second waits and takes what the first got.
 * @throws DurakitError UNAVAILABLE that names each way and why it failed.
 */
export async function fetchTemporal(options: FetchTemporalOptions): Promise<TemporalSource> {
  const { cacheFolder, report, signal } = options;
  const lock = await waitForLock(join(cacheFolder, 'temporal.lock'), {
    signal,
    onWait: ({ processId }) => report(`Process ${processId} is fetching Temporal; waiting for it.`),
  });
  try {
    const cached = await findCachedTemporal(cacheFolder, signal);
    return cached ?? (await fetchByFirstWay(options));
  } finally {
    await lock.release();
  }
}

async function fetchByFirstWay({ cacheFolder, ways, tried, report, signal }: FetchTemporalOptions): Promise<TemporalSource> {
  await removeLeftovers(cacheFolder);
  const failures = [...tried];
  for (const way of ways) {
    report(`Fetching Temporal from ${way.name} …`);
    const folder = await mkdtemp(join(cacheFolder, 'fetching-'));
    try {
      return await fetchByWay(way, { cacheFolder, folder, report, signal });
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${way.name}: ${toReason(error)}`);
      report(`  did not work: ${toReason(error)}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw unavailable(failures);
}

interface FetchPlace {
  readonly cacheFolder: string;
  readonly folder: string;
  readonly report: Report;
  readonly signal: AbortSignal | undefined;
}

async function fetchByWay(way: FetchWay, { cacheFolder, folder, report, signal }: FetchPlace): Promise<TemporalSource> {
  const program = await way.fetch({ folder, report, signal });
  await chmod(program, 0o755);
  // run it before it gets its name: what stands in the cache is known to work on this machine
  const version = await readTemporalVersion(program, signal);
  const path = join(cacheFolder, toCachedName(way.version));
  await rename(program, path);
  const description = `Temporal ${version} from ${way.name}, kept at ${path}`;
  return { kind: 'executable', from: way.from, path, version, description };
}

/** Folders of fetches that were killed; the lock is held, so none of them is in use. */
async function removeLeftovers(cacheFolder: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  for (const name of await readdir(cacheFolder)) {
    if (name.startsWith('fetching-')) await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function unavailable(failures: readonly string[]): DurakitError {
  const tried = failures.map((failure) => `  - ${failure}`).join('\n');
  return new DurakitError({
    status: 'UNAVAILABLE',
    message:
      `No Temporal server could be found or fetched. Tried:\n${tried}\n` +
      'Do one of these:\n' +
      '  - install the Temporal CLI, so that `temporal` is on PATH (https://docs.temporal.io/cli)\n' +
      '  - run `docker compose up -d` in the durakit repository and set TEMPORAL_ADDRESS=127.0.0.1:7233\n' +
      '  - set TEMPORAL_ADDRESS to a Temporal server that runs elsewhere',
    details: { tried: failures },
  });
}
