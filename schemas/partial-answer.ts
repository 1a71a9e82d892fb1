import { z } from 'zod';
import { GenerationUsageSchema } from './generate-response.ts';

/** What a model had said when it was stopped: `details.partial` of the error of the call. */
export const PartialAnswerSchema = z.object({
  /** The text so far, its first 65,536 characters where it is longer. */
  text: z.string(),
  /** True where the text was longer. */
  truncated: z.boolean().optional(),
  /** How many pieces it came in, of whatever kind. */
  chunks: z.number(),
  /** Where the vendor had told of it in a chunk. */
  usage: GenerationUsageSchema.optional(),
});

export type PartialAnswerData = z.infer<typeof PartialAnswerSchema>;
