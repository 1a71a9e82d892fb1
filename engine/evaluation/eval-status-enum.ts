/** Genkit's enum of verdicts, as an object. */
export const EvalStatusEnum = { UNKNOWN: 'UNKNOWN', PASS: 'PASS', FAIL: 'FAIL' } as const;

/** One of them. */
export type EvalStatusEnum = (typeof EvalStatusEnum)[keyof typeof EvalStatusEnum];
