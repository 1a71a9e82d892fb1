import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

const action = '/background-model/opsVideo';

/** Words, keys and shapes: Genkit `core/src/background-action.ts`, `ai/src/check-operation.ts`, `ai/src/generate.ts`. */
export const operationsTable: CaseTable = [
  {
    name: 'generate waits for the job; context, key and signal reach start and check',
    flow: 'opsGenerate',
    input: 'opsVideo',
    context: { user: 'ada' },
    result: { text: expect.stringMatching(/^job-36-false for ada false$/), done: true, action, usage: { outputVideos: 1 } },
  },
  { name: 'generate takes the model itself', flow: 'opsGenerateByAction', result: 'done' },
  {
    name: 'generateOperation gives the job at once',
    flow: 'opsStart',
    input: 'opsVideo',
    result: {
      action,
      done: false,
      metadata: { said: [[{ text: 'a cat' }]], config: { seconds: 3 } },
      took: 'number',
      named: 'string',
    },
  },
  { name: "Genkit's loop works", flow: 'opsLoop', result: { looked: true, text: [{ text: 'done' }] } },
  {
    name: 'a configuration that does not fit',
    flow: 'opsBadConfig',
    error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('config.seconds: must be number') },
  },
  {
    name: 'a model without long running operations',
    flow: 'opsStart',
    input: 'opsPlain',
    error: { status: 'INVALID_ARGUMENT', message: "INVALID_ARGUMENT: Model 'opsPlain' does not support long running operations." },
  },
  {
    name: 'a model that claims to have them',
    flow: 'opsStart',
    input: 'opsBoasting',
    error: { status: 'FAILED_PRECONDITION', message: "FAILED_PRECONDITION: Model 'opsBoasting' did not return an operation." },
  },
  {
    name: 'a job that fails ends generate with its words and status',
    flow: 'opsGenerate',
    input: 'opsFailing',
    error: { status: 'RESOURCE_EXHAUSTED', message: 'RESOURCE_EXHAUSTED: Operation failing failed: no more disk' },
  },
  {
    name: 'a job that ends with nothing is no answer',
    flow: 'opsGenerate',
    input: 'opsSilent',
    error: { status: 'FAILED_PRECONDITION', message: expect.stringContaining('Model did not generate a message.') },
  },
  {
    name: 'checkOperation of what somebody else started',
    flow: 'opsCheck',
    input: { id: 'job-from-elsewhere', action },
    result: { id: 'job-from-elsewhere', action, done: false, metadata: { progress: 0.5 } },
  },
  {
    name: 'checkOperation without an action',
    flow: 'opsCheck',
    input: { id: 'x' },
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: Provided operation is missing original request information' },
  },
  {
    name: 'checkOperation with an action that leads nowhere',
    flow: 'opsCheck',
    input: { id: 'x', action: '/background-model/nobody' },
    error: {
      status: 'INVALID_ARGUMENT',
      message: 'INVALID_ARGUMENT: Failed to resolve background action from original request: /background-model/nobody',
    },
  },
  {
    name: 'cancelOperation',
    flow: 'opsCancel',
    input: { id: 'x', action },
    result: { id: 'x', done: true, error: { message: 'cancelled by the caller' }, action },
  },
  {
    name: 'cancelOperation where the vendor cannot',
    flow: 'opsCancel',
    input: { id: 'x', action: '/background-model/opsUncancellable' },
    error: {
      status: 'UNIMPLEMENTED',
      message: 'UNIMPLEMENTED: Background action /background-model/opsUncancellable does not support cancellation.',
    },
  },
  {
    name: "the definition's own functions",
    flow: 'opsActions',
    result: {
      supports: [true, false],
      unchanged: 'fixed',
      checked: {
        id: 'fixed',
        done: true,
        output: { message: { role: 'model', content: [{ text: 'done' }] } },
        action: '/background-model/opsUncancellable',
      },
      stopped: { id: 'job-1', done: true, error: { message: 'cancelled by the caller' }, action },
    },
  },
];
