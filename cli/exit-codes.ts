/** What the process's exit code says. */
export const EXIT_CODES = {
  good: 0,
  /** The run failed, or what was asked for could not be done. */
  failed: 1,
  /** Wrong use: nothing was done. */
  usage: 2,
  /** Ended by Ctrl-C before it was done (128 + SIGINT). */
  interrupted: 130,
  /** Ended by SIGTERM before it was done. */
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
