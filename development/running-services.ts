import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isLiveProcess } from './processes/process-identity.ts';

/** Where the services of a project are kept, below its folder. */
export const SERVICES_FOLDER = '.durakit';

/** `<folder>/services.json`: where the services run, and which process runs them. */
export const RunningServicesSchema = z.object({
  /** `host:port`. */
  temporalAddress: z.string(),
  /** Missing without a UI, and for a server that somebody else runs. */
  uiUrl: z.string().optional(),
  namespace: z.string(),
  /** With user and password. */
  databaseUrl: z.string(),
  /** The process that started the services; they end with it. */
  processId: z.number(),
  /** Tells that process from a later one of the same number. */
  processIdentity: z.string(),
  /** The servers' own processes; missing for those that somebody else runs. */
  temporalProcessId: z.number().optional(),
  postgresProcessId: z.number().optional(),
  /** ISO 8601. */
  startedAt: z.string(),
});

export type RunningServices = z.infer<typeof RunningServicesSchema>;

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
