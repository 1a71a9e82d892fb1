import { z } from 'zod';
import { AgentFinishReasonSchema } from './agent-finish-reason.ts';
import { SessionStateSchema, type SessionState } from './session-state.ts';

/** An error as data. `details` are what was given on purpose; a thrown value itself never gets here. */
export const RuntimeErrorSchema = z.object({
  status: z.string().optional(),
  message: z.string(),
  details: z.unknown().optional(),
});

/** `expired` is never stored: it is how a `pending` row is read whose process has given no sign of life. */
export const SnapshotStatusSchema = z.enum(['pending', 'completed', 'aborted', 'failed', 'expired']);

/** A session after one of its turns. Dates are ISO strings. Source: Genkit `ai/src/agent-types.ts`. */
export const SessionSnapshotSchema = z.object({
  snapshotId: z.string(),
  sessionId: z.string().optional(),
  /** The snapshot that the turn continued. */
  parentId: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string().optional(),
  /** Only of turns that run on in a process which nothing would restart. */
  heartbeatAt: z.string().optional(),
  status: SnapshotStatusSchema.optional(),
  finishReason: AgentFinishReasonSchema.optional(),
  error: RuntimeErrorSchema.optional(),
  /** Of a `pending` snapshot: as it was before the turn. */
  state: SessionStateSchema.optional(),
});

type AnySessionSnapshot = z.infer<typeof SessionSnapshotSchema>;

export type RuntimeError = z.infer<typeof RuntimeErrorSchema>;
export type SnapshotStatus = z.infer<typeof SnapshotStatusSchema>;
export interface SessionSnapshot<TState = unknown> extends Omit<AnySessionSnapshot, 'state'> {
  state?: SessionState<TState> | undefined;
}
