import { describe, expect, test } from '@jest/globals';
import { toTimelineError } from '../../client/to-timeline-error.ts';

const payload = (value: unknown): { metadata: { encoding: string }; data: string } => ({
  metadata: { encoding: Buffer.from('json/plain').toString('base64') },
  data: Buffer.from(JSON.stringify(value)).toString('base64'),
});

describe('toTimelineError', () => {
  test.each([
    [
      'what a worker of durakit put into it',
      {
        message: 'NOT_FOUND: no dish',
        applicationFailureInfo: {
          type: 'NOT_FOUND',
          details: { payloads: [payload({ status: 'NOT_FOUND', message: 'no dish', step: 'load' })] },
        },
      },
      { status: 'NOT_FOUND', message: 'no dish', step: 'load' },
    ],
    [
      'details that cannot be read, because they are encrypted',
      {
        message: 'NOT_FOUND: no dish',
        applicationFailureInfo: {
          type: 'NOT_FOUND',
          details: { payloads: [{ metadata: { encoding: 'YmluYXJ5L2VuY3J5cHRlZA==' }, data: 'AAAA' }] },
        },
      },
      { status: 'NOT_FOUND', message: 'NOT_FOUND: no dish' },
    ],
    [
      'an error of another program',
      { message: 'boom', applicationFailureInfo: { type: 'TypeError' } },
      { status: 'INTERNAL', message: 'boom' },
    ],
    [
      'the cause of an activity that failed',
      { message: 'Activity task failed', cause: { message: 'Timed out', timeoutFailureInfo: { timeoutType: 'TIMEOUT_TYPE_HEARTBEAT' } } },
      { status: 'DEADLINE_EXCEEDED', message: expect.stringContaining('no sign of life') },
    ],
    ['a cancel', { message: 'Workflow cancelled', canceledFailureInfo: {} }, { status: 'CANCELLED', message: 'Workflow cancelled' }],
    ['a terminated child', { cause: { message: 'terminated', terminatedFailureInfo: {} } }, { status: 'ABORTED', message: 'terminated' }],
    ['nothing known', {}, { status: 'INTERNAL', message: 'unknown failure' }],
  ])('%s', (_name, failure, expected) => {
    expect(toTimelineError(failure)).toEqual(expected);
  });
});
