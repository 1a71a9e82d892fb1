import { z } from 'zod';

/** Where the development services listen: written beside their data by whoever started them, read by clients in other shells. */
export const RunningServicesSchema = z.object({
  temporalAddress: z.string(),
  uiUrl: z.string().optional(),
  namespace: z.string(),
  databaseUrl: z.string(),
  processId: z.number(),
  startedAt: z.string(),
});

export type RunningServices = z.infer<typeof RunningServicesSchema>;
