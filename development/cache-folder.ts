import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fetched programs are kept: `DURAKIT_CACHE`, else the system's cache folder for this user. */
export function resolveCacheFolder(): string {
  const { DURAKIT_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (DURAKIT_CACHE) return DURAKIT_CACHE;
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'durakit');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'durakit');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'durakit', 'cache');
  return join(homedir(), '.cache', 'durakit');
}
