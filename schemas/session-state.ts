import { z } from 'zod';
import { ArtifactSchema } from './artifact.ts';
import { MessageSchema } from './message.ts';

/** What a conversation has come to: all of it is JSON. `custom` is the app's own. */
export const SessionStateSchema = z.object({
  sessionId: z.string().optional(),
  messages: z.array(MessageSchema).optional(),
  custom: z.unknown().optional(),
  artifacts: z.array(ArtifactSchema).optional(),
});

type AnySessionState = z.infer<typeof SessionStateSchema>;

export interface SessionState<TState = unknown> extends Omit<AnySessionState, 'custom'> {
  custom?: TState | undefined;
}
