/** A session by its names. */
export interface SessionNames {
  readonly agent: string;
  readonly sessionId: string;
}
