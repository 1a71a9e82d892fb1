import { z } from 'zod';

/** Why a turn or an invocation ended: a model's reasons, and three of agents: `aborted`, `detached`, `failed`. Source: Genkit `ai/src/agent-types.ts`. */
export const AgentFinishReasonSchema = z.enum([
  'stop',
  'length',
  'blocked',
  'interrupted',
  'other',
  'unknown',
  'aborted',
  'detached',
  'failed',
]);

export type AgentFinishReason = z.infer<typeof AgentFinishReasonSchema>;
