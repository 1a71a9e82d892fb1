import { resolveCacheFolder } from '../../development/cache-folder.ts';
import { findExecutable } from '../../development/processes/find-executable.ts';
import { findCachedTemporal } from '../../development/temporal/cached-temporal.ts';
import { good, type Check } from './check.ts';

/** Where `durakit dev` would get its server from. None is no problem: it is fetched then. */
export async function checkTemporalProgram(): Promise<Check[]> {
  const name = 'temporal program';
  const address = process.env['TEMPORAL_ADDRESS'];
  if (address) return [good(name, `not needed: TEMPORAL_ADDRESS is ${address}`)];
  const onPath = await findExecutable('temporal');
  if (onPath !== undefined) return [good(name, `${onPath} (PATH)`)];
  const folder = resolveCacheFolder();
  const cached = await findCachedTemporal(folder);
  return [good(name, cached?.description ?? `none in ${folder} yet: the first \`durakit dev\` fetches it`)];
}
