/** The shape of an error of any realm. */
interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly stack?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

const MAX_MESSAGE = 500;
const MAX_DEPTH = 4;

/** Narrows to an error by its shape: errors of `fetch` are not of this realm everywhere. */
export function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string' && 'name' in value;
}

/**
 * An error that may be logged, in place of one that may not: name, message, stack, code and cause, without secrets, and none of the
 * other fields. The errors of vendors' packages hold the whole request.
 */
export function toSafeCause(error: unknown, redact: (text: string) => string, depth = 0): Error | undefined {
  if (!isErrorLike(error)) return undefined;
  const cause = depth < MAX_DEPTH ? toSafeCause(error.cause, redact, depth + 1) : undefined;
  const message = redact(error.message).slice(0, MAX_MESSAGE);
  const safe = new Error(message, cause === undefined ? undefined : { cause });
  safe.name = error.name;
  safe.stack = [`${error.name}: ${message}`, ...readFrames(error.stack)].join('\n');
  return typeof error.code === 'string' ? Object.assign(safe, { code: error.code }) : safe;
}

/** A stack begins with the message, which may have many lines and everything in it. */
function readFrames(stack: unknown): string[] {
  return typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
}
