import { z } from 'zod';
import { MessageSchema } from './message.ts';
import { ToolRequestPartSchema, ToolResponsePartSchema } from './part.ts';
import { SessionStateSchema, type SessionState } from './session-state.ts';

/** What one turn starts from. `detach` has the caller answered at once, while the turn runs on. */
export const AgentInputSchema = z.object({
  message: MessageSchema.optional(),
  resume: z
    .object({
      respond: z.array(ToolResponsePartSchema).optional(),
      restart: z.array(ToolRequestPartSchema).optional(),
    })
    .optional(),
  detach: z.boolean().optional(),
});

/** Which conversation is continued: by ids where the agent has a store, by its whole state where it has none. Empty: a new one. */
export const AgentInitSchema = z.object({
  snapshotId: z.string().optional(),
  sessionId: z.string().optional(),
  state: SessionStateSchema.optional(),
});

type AnyAgentInit = z.infer<typeof AgentInitSchema>;

export type AgentInput = z.infer<typeof AgentInputSchema>;
export interface AgentInit<TState = unknown> extends Omit<AnyAgentInit, 'state'> {
  state?: SessionState<TState> | undefined;
}
