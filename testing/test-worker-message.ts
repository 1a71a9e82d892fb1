import type { StatusName } from '../schemas/status.ts';

/** What the process of a test's worker says, once. */
export type TestWorkerMessage =
  | { readonly type: 'ready'; readonly flows: readonly string[] }
  | { readonly type: 'failed'; readonly status: StatusName; readonly message: string };
