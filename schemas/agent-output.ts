import { z } from 'zod';
import { AgentFinishReasonSchema } from './agent-finish-reason.ts';
import { ArtifactSchema } from './artifact.ts';
import { MessageSchema } from './message.ts';
import { RuntimeErrorSchema } from './session-snapshot.ts';
import { SessionStateSchema, type SessionState } from './session-state.ts';

/** What the function of a custom agent gives. */
export const AgentResultSchema = z.object({
  message: MessageSchema.optional(),
  artifacts: z.array(ArtifactSchema).optional(),
  finishReason: AgentFinishReasonSchema.optional(),
});

/**
 * What an invocation comes to. `state` only where the agent has no store. A failed turn is an output as well: `finishReason` is `failed`,
 * `error` says why, and `state` or `snapshotId` are the last good ones.
 */
export const AgentOutputSchema = AgentResultSchema.extend({
  sessionId: z.string().optional(),
  snapshotId: z.string().optional(),
  state: SessionStateSchema.optional(),
  error: RuntimeErrorSchema.optional(),
});

type AnyAgentOutput = z.infer<typeof AgentOutputSchema>;

export type AgentResult = z.infer<typeof AgentResultSchema>;
export interface AgentOutput<TState = unknown> extends Omit<AnyAgentOutput, 'state'> {
  state?: SessionState<TState> | undefined;
}
