import { DurakitError } from '../../schemas/durakit-error.ts';

/**
 * The store cannot give what a reference means. Final: the same reference will not do better, but whoever has the messages themselves
 * can send them.
 */
export function toUnknownConversation(cause: unknown, reason: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The conversation could not be read from the message store: ${reason} It is sent whole.`,
    details: { conversation: 'unknown' },
    nonRetryable: true,
    cause,
  });
}

/** Tells an error of {@link toUnknownConversation}, also where it has come out of an activity. */
export function isUnknownConversation(error: unknown): boolean {
  const details = error instanceof DurakitError ? (error.details as { conversation?: unknown } | null | undefined) : undefined;
  return details?.conversation === 'unknown';
}
