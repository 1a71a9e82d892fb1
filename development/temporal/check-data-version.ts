import { readFile, writeFile } from 'node:fs/promises';

/**
 * Notes which server made a data file, and warns when it is another one now: the development server sets its schema up
 * in a new file and never migrates it. Most versions get along, so the start is not refused.
 */
export async function checkDataVersion(versionFile: string, version: string): Promise<string | undefined> {
  const server = /Server ([\d.]+)/.exec(version)?.[1] ?? version;
  const made = await readFile(versionFile, 'utf8').catch(() => undefined);
  if (made === undefined) await writeFile(versionFile, server);
  if (made === undefined || made === server) return undefined;
  return `The Temporal data was made by server ${made}, and this is ${server}. If it misbehaves, start with --fresh.`;
}
