import { z } from 'zod';

/** What a model can do. A missing field means "not known", which the engine treats as Genkit does. */
export const ModelSupportsSchema = z.object({
  multiturn: z.boolean().optional(),
  media: z.boolean().optional(),
  tools: z.boolean().optional(),
  systemRole: z.boolean().optional(),
  output: z.array(z.string()).optional(),
  contentType: z.array(z.string()).optional(),
  context: z.boolean().optional(),
  constrained: z.enum(['none', 'all', 'no-tools']).optional(),
  toolChoice: z.boolean().optional(),
  longRunning: z.boolean().optional(),
});

/** A model's description, listed with its action. Source: Genkit `ai/src/model-types.ts`. */
export const ModelInfoSchema = z.object({
  label: z.string().optional(),
  versions: z.array(z.string()).optional(),
  supports: ModelSupportsSchema.optional(),
  stage: z.enum(['featured', 'stable', 'unstable', 'legacy', 'deprecated']).optional(),
});

export type ModelSupports = z.infer<typeof ModelSupportsSchema>;
export type ModelInfo = z.infer<typeof ModelInfoSchema>;
