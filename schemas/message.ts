import { z } from 'zod';
import { MetadataSchema, PartSchema } from './part.ts';

/** Who speaks. `tool` messages hold tool responses only. */
export const RoleSchema = z.enum(['system', 'user', 'model', 'tool']);

/** One message of a conversation, as models receive it: content is always a list of parts. */
export const MessageSchema = z.object({
  role: RoleSchema,
  content: z.array(PartSchema),
  metadata: MetadataSchema.optional(),
});

export type Role = z.infer<typeof RoleSchema>;
export type MessageData = z.infer<typeof MessageSchema>;
