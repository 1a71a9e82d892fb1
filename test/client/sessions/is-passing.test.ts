import {
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from '@jest/globals';
import { isPassing } from '../../../client/sessions/is-passing.ts';
import { toStorageFailure } from '../../../codec/storage-failure.ts';
import { toFailureData } from '../../../engine/failure.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { MOVING_DETAILS } from '../../../schemas/session-turn.ts';

const grpc = (code: number, details: string): Error => Object.assign(new Error(details), { code, details, metadata: {} });
const failed = (error: DurakitError): Error =>
  new WorkflowUpdateFailedError('Workflow Update failed', ApplicationFailure.create(toFailureData(error)));
const unavailable = new DurakitError({ status: 'UNAVAILABLE', message: 'away' });

test.each([
  ['no connection', new ServiceError('failed', { cause: grpc(14, 'No connection established') })],
  ['a server that ends while it is asked', new WorkflowUpdateRPCTimeoutOrCancelledError('stopped', { cause: grpc(1, 'context canceled') })],
  ['too many updates of one run', grpc(8, 'limit on number of concurrent in-flight updates has been reached')],
  ['a run that has just ended', new ServiceError('failed', { cause: grpc(9, 'workflow execution already completed') })],
  [
    'a run whose workers have died three times',
    new ServiceError('failed', {
      cause: Object.assign(grpc(9, 'Update-with-Start could not be executed.'), {
        message: 'Unable to perform workflow execution update due to Workflow Task in failed state.',
      }),
    }),
  ],
  ['a run that is gone', new WorkflowNotFoundError('not found', 'agent/a/1', undefined)],
  ['a session that moves', failed(new DurakitError({ status: 'UNAVAILABLE', message: 'moving', details: MOVING_DETAILS }))],
  ['payloads that cannot be read', new ServiceError('failed', { cause: toStorageFailure(unavailable) as Error })],
])('%s passes', (_name, error) => {
  expect(isPassing(error)).toBe(true);
});

test.each([
  ['a turn that failed, whatever its status', failed(unavailable)],
  ['a refusal', failed(new DurakitError({ status: 'FAILED_PRECONDITION', message: 'busy' }))],
  [
    'a call that this process has cancelled',
    new WorkflowUpdateRPCTimeoutOrCancelledError('stopped', { cause: grpc(1, 'Cancelled on client') }),
  ],
  ['a deadline of this process', new WorkflowUpdateRPCTimeoutOrCancelledError('late', { cause: grpc(4, 'Deadline exceeded after 1.0s') })],
  ['what the server refuses', new ServiceError('failed', { cause: grpc(3, 'bad request') })],
  ['what is wrong here', new TypeError('undefined is not a function')],
])('%s does not', (_name, error) => {
  expect(isPassing(error)).toBe(false);
});
