import { z } from 'zod';
import { MetadataSchema } from './part.ts';

/**
 * A job that a vendor works on. Source: Genkit `core/src/background-action.ts`. `id` is the vendor's own name of it; `output` is what the
 * model would have answered. Of `metadata` durakit reads `progress` (0 to 1, or a text) and `retryAfterMs` (when to look again).
 */
export const OperationSchema = z.looseObject({
  /** `/background-model/<name>`: who is asked about it. */
  action: z.string().optional(),
  id: z.string(),
  done: z.boolean().optional(),
  output: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
  metadata: MetadataSchema.optional(),
  /** Of the request that began it. */
  latencyMs: z.number().optional(),
});

/** A job that a vendor works on, or its end: see {@link OperationSchema}. `TOutput` is that of the model. */
export interface Operation<TOutput = unknown> {
  readonly action?: string | undefined;
  readonly id: string;
  readonly done?: boolean | undefined;
  readonly output?: TOutput | undefined;
  /** Why the vendor gave the job up. More than the message may be there. */
  readonly error?: { readonly message: string; readonly [key: string]: unknown } | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly latencyMs?: number | undefined;
}
