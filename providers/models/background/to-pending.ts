import type { ModelOperation } from '../../../engine/operations/background-model.ts';
import { readRetryAfter } from '../read-retry-after.ts';

/** A job that goes on, with the vendor's hint of when to ask again and how far it is, where the answer has them. */
export function toPending(
  id: string,
  headers: Readonly<Record<string, string>>,
  { progress, ...told }: Readonly<Record<string, unknown>> = {},
): ModelOperation {
  const retryAfterMs = readRetryAfter(headers);
  const metadata = {
    ...told,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(typeof progress === 'number' && { progress: Math.min(1, Math.max(0, progress)) }),
  };
  return { id, done: false, ...(Object.keys(metadata).length > 0 && { metadata }) };
}
