import { z } from 'zod';

/** One step of a JSON Patch (RFC 6902). `path` and `from` are JSON Pointers (RFC 6901); `from` is there for `move` and `copy`. */
export const JsonPatchOperationSchema = z.object({
  op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
  path: z.string(),
  from: z.string().optional(),
  value: z.unknown().optional(),
});

export const JsonPatchSchema = z.array(JsonPatchOperationSchema);

export type JsonPatchOperation = z.infer<typeof JsonPatchOperationSchema>;
export type JsonPatch = z.infer<typeof JsonPatchSchema>;
