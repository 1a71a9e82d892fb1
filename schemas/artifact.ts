import { z } from 'zod';
import { MetadataSchema, PartSchema } from './part.ts';

/** Something that a session has made: a file, a picture. One with the name of an older one replaces it. */
export const ArtifactSchema = z.object({
  name: z.string().optional(),
  parts: z.array(PartSchema),
  metadata: MetadataSchema.optional(),
});

export type Artifact = z.infer<typeof ArtifactSchema>;
