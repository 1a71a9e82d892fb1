import { join } from 'node:path';
import { isExecutable } from '../processes/find-executable.ts';
import { TEMPORAL_GO_VERSION, TEMPORAL_VERSION } from './pinned-versions.ts';
import { readTemporalVersion } from './read-temporal-version.ts';
import type { TemporalSource } from './temporal-source.ts';

/** The name of a fetched program in the cache folder. */
export function toCachedName(version: string): string {
  return `temporal-${version}${process.platform === 'win32' ? '.exe' : ''}`;
}

/** The newest program that was fetched before and runs here. */
export async function findCachedTemporal(cacheFolder: string, signal?: AbortSignal): Promise<TemporalSource | undefined> {
  for (const pinned of [TEMPORAL_VERSION, TEMPORAL_GO_VERSION]) {
    const path = join(cacheFolder, toCachedName(pinned));
    if (!(await isExecutable(path))) continue;
    try {
      const version = await readTemporalVersion(path, signal);
      return { kind: 'executable', from: 'cache', path, version, description: `Temporal ${version} from the cache (${path})` };
    } catch {
      // a home folder that two systems share may hold the other's program: fetched again, under the same name
      signal?.throwIfAborted();
    }
  }
  return undefined;
}
