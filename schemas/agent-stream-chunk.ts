import { z } from 'zod';
import { AgentFinishReasonSchema } from './agent-finish-reason.ts';
import { ArtifactSchema } from './artifact.ts';
import { GenerateResponseChunkSchema } from './generate-response.ts';
import { JsonPatchSchema } from './json-patch.ts';

/** The end of one turn; an invocation may have several. */
export const TurnEndSchema = z.object({ snapshotId: z.string().optional(), finishReason: AgentFinishReasonSchema.optional() });

/** What an agent streams: one of the four. The first `customPatch` of a turn replaces the whole custom state. */
export const AgentStreamChunkSchema = z.object({
  modelChunk: GenerateResponseChunkSchema.optional(),
  customPatch: JsonPatchSchema.optional(),
  artifact: ArtifactSchema.optional(),
  turnEnd: TurnEndSchema.optional(),
});

export type TurnEnd = z.infer<typeof TurnEndSchema>;
export type AgentStreamChunk = z.infer<typeof AgentStreamChunkSchema>;
