/**
 * An error and its causes as one text: `fetch failed: connect ECONNREFUSED 127.0.0.1:9`.
 * Not by `instanceof`: under a test runner, Node's own errors come from another realm.
 */
export function toReason(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const { message, cause, errors } = error as { message: unknown; cause?: unknown; errors?: unknown[] };
  // a connection that was tried on several addresses has no message of its own
  const own = message === '' && errors !== undefined ? toReason(errors[0]) : String(message);
  return cause === undefined ? own : `${own}: ${toReason(cause)}`;
}
