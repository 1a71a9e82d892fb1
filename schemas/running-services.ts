import { z } from 'zod';

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
