/** A stream that failed after it had begun: with an error in a part of it, or by ending before the answer did. */
export class StreamPartError extends Error {
  readonly kind: 'error' | 'cut';
  /** What the part held: a vendor's JSON or an error of its package. */
  readonly payload: unknown;

  constructor(kind: 'error' | 'cut', payload: unknown) {
    super(kind === 'cut' ? 'the stream ended before the answer was complete' : 'the stream brought an error', { cause: payload });
    this.name = 'StreamPartError';
    this.kind = kind;
    this.payload = payload;
  }
}
