import { expect } from '@jest/globals';

export const missing = (message: string, key: string): unknown => ({
  status: 'NOT_FOUND',
  message: `NOT_FOUND: ${message}`,
  details: expect.objectContaining({ key }),
});
export const invalid = (issue: string): unknown =>
  expect.stringContaining(`INVALID_ARGUMENT: Schema validation failed. Parse Errors:\n\n- ${issue}`);
export const batches = [['a', 'bb'], ['ccc', 'd'], ['e']];
export const bad = (testCaseId: string, sampleIndex: number): unknown => ({
  testCaseId,
  sampleIndex,
  evaluation: { error: `Evaluation of test case ${testCaseId} failed: \nError: cannot judge that` },
});
