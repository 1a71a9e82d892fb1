import { z } from 'zod';
import { SnapshotStatusSchema } from './session-snapshot.ts';

/** Input of `/agent-snapshot/<name>`: exactly one of the two; a session stands for its newest leaf. */
export const GetSnapshotRequestSchema = z.object({ snapshotId: z.string().optional(), sessionId: z.string().optional() });

/** Input of `/agent-abort/<name>`. */
export const AgentAbortRequestSchema = z.object({ snapshotId: z.string() });

/** Its output: the status that the snapshot had before, none where there is no such snapshot. */
export const AgentAbortResponseSchema = z.object({ snapshotId: z.string(), status: SnapshotStatusSchema.optional() });

/** `metadata.agent` of `/agent/<name>`. */
export const AgentMetadataSchema = z.object({
  stateManagement: z.enum(['server', 'client']),
  abortable: z.boolean(),
  stateSchema: z.record(z.string(), z.unknown()).optional(),
});

export type GetSnapshotRequest = z.infer<typeof GetSnapshotRequestSchema>;
export type AgentAbortRequest = z.infer<typeof AgentAbortRequestSchema>;
export type AgentAbortResponse = z.infer<typeof AgentAbortResponseSchema>;
export type AgentMetadata = z.infer<typeof AgentMetadataSchema>;
