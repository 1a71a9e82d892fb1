import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunningServicesSchema, type RunningServices } from '../schemas/running-services.ts';
import { isLiveProcess } from './processes/process-identity.ts';

/** Where the services of a project are kept, below its folder. */
export const SERVICES_FOLDER = '.durakit';

/** The file that {@link readRunningServices} reads. */
export function toServicesFile(folder: string): string {
  return join(folder, 'services.json');
}

/** The services that a living process runs on this folder, else undefined. Asks no server: it is quick. */
export async function readRunningServices(folder: string = SERVICES_FOLDER): Promise<RunningServices | undefined> {
  const text = await readFile(toServicesFile(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { data: services } = RunningServicesSchema.safeParse(JSON.parse(text)); // another durakit's file may look otherwise
  if (services === undefined) return undefined;
  return isLiveProcess({ processId: services.processId, identity: services.processIdentity }) ? services : undefined;
}
