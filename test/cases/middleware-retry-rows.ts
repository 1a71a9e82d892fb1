import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

const FORMS = ['v1', 'v2'] as const;
const unavailable = { status: 'UNAVAILABLE', temperature: 1 };

const retries: CaseTable = [
  ...FORMS.flatMap((form): CaseTable => [
    {
      name: `retry ${form}: until it succeeds`,
      flow: 'middlewareRetries',
      input: { form, fails: 2, status: 'UNAVAILABLE' },
      result: { text: 'try 3', errors: ['1: UNAVAILABLE: try 1', '2: UNAVAILABLE: try 2'] },
    },
    {
      name: `retry ${form}: three times at most`,
      flow: 'middlewareRetries',
      input: { form, fails: 9, status: 'ABORTED' },
      result: {
        error: expect.objectContaining({ status: 'ABORTED', message: 'ABORTED: try 4', details: { retryAfterMs: 1 } }),
        errors: [1, 2, 3].map((count) => `${count}: ABORTED: try ${count}`),
      },
    },
    {
      name: `retry ${form}: maxRetries`,
      flow: 'middlewareRetries',
      input: { form, fails: 9, status: 'ABORTED', options: { maxRetries: 1 } },
      result: expect.objectContaining({ errors: ['1: ABORTED: try 1'] }),
    },
    ...['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'ABORTED', 'INTERNAL'].map((status) => ({
      name: `retry ${form}: ${status} is worth a try`,
      flow: 'middlewareRetries',
      input: { form, fails: 1, status },
      result: { text: 'try 2', errors: [`1: ${status}: try 1`] },
    })),
    ...['INVALID_ARGUMENT', 'NOT_FOUND', 'PERMISSION_DENIED', 'UNKNOWN', 'DATA_LOSS'].map((status) => ({
      name: `retry ${form}: ${status} is not`,
      flow: 'middlewareRetries',
      input: { form, fails: 1, status },
      result: { error: expect.objectContaining({ status, message: `${status}: try 1` }), errors: [] },
    })),
    {
      name: `retry ${form}: statuses of the call`,
      flow: 'middlewareRetries',
      input: { form, fails: 1, status: 'UNKNOWN', options: { statuses: ['UNKNOWN'] } },
      result: { text: 'try 2', errors: ['1: UNKNOWN: try 1'] },
    },
    {
      name: `retry ${form}: an error of the language always is`,
      flow: 'middlewareRetries',
      input: { form, fails: 1, plain: true, options: { statuses: [] } },
      result: { text: 'try 2', errors: ['1: plain words'] },
    },
  ]),
  {
    name: 'retry by name',
    flow: 'middlewareRetries',
    input: { form: 'name', fails: 1, status: 'UNAVAILABLE' },
    result: { text: 'try 2', errors: [] },
  },
  {
    name: 'retry by name: settings that do not fit',
    flow: 'middlewareRetries',
    input: { form: 'name', fails: 0, options: { maxRetries: 0 } },
    result: {
      error: expect.objectContaining({ status: 'INVALID_ARGUMENT', message: expect.stringContaining('- maxRetries: must be > 0\n') }),
      errors: [],
    },
  },
];

const fallbacks: CaseTable = [
  ...FORMS.flatMap((form): CaseTable => [
    {
      name: `fallback ${form}: the next model`,
      flow: 'middlewareFalls',
      input: { form, models: ['mirror'], config: unavailable },
      result: { config: unavailable, errors: ['UNAVAILABLE: bad'] },
    },
    {
      name: `fallback ${form}: one after the other`,
      flow: 'middlewareFalls',
      input: { form, models: ['middlewareWorse', 'mirror'], config: unavailable },
      result: { config: unavailable, errors: ['UNAVAILABLE: bad', 'UNAVAILABLE: worse'] },
    },
    {
      name: `fallback ${form}: the last error, where none answers`,
      flow: 'middlewareFalls',
      input: { form, models: ['middlewareWorse'], config: { ...unavailable, worse: 'ABORTED' } },
      result: {
        error: expect.objectContaining({ status: 'ABORTED', message: 'ABORTED: worse' }),
        errors: ['UNAVAILABLE: bad', 'ABORTED: worse'],
      },
    },
    {
      name: `fallback ${form}: an error of another kind ends it`,
      flow: 'middlewareFalls',
      input: { form, models: ['middlewareWorse', 'mirror'], config: { ...unavailable, worse: 'DATA_LOSS' } },
      result: { error: expect.objectContaining({ status: 'DATA_LOSS', message: 'DATA_LOSS: worse' }), errors: ['UNAVAILABLE: bad'] },
    },
    ...['DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'ABORTED', 'INTERNAL', 'NOT_FOUND', 'UNIMPLEMENTED'].map((status) => ({
      name: `fallback ${form}: ${status} asks another`,
      flow: 'middlewareFalls',
      input: { form, models: ['mirror'], config: { status } },
      result: { config: { status }, errors: [`${status}: bad`] },
    })),
    ...['INVALID_ARGUMENT', 'PERMISSION_DENIED', 'UNKNOWN'].map((status) => ({
      name: `fallback ${form}: ${status} does not`,
      flow: 'middlewareFalls',
      input: { form, models: ['mirror'], config: { status } },
      result: { error: expect.objectContaining({ status, message: `${status}: bad` }), errors: [] },
    })),
    {
      name: `fallback ${form}: statuses of the call`,
      flow: 'middlewareFalls',
      input: { form, models: ['mirror'], config: { status: 'UNKNOWN' }, options: { statuses: ['UNKNOWN'] } },
      result: { config: { status: 'UNKNOWN' }, errors: ['UNKNOWN: bad'] },
    },
    {
      name: `fallback ${form}: a model that is not there, and then one that is`,
      flow: 'middlewareFalls',
      input: { form, models: ['nobody/knows', 'mirror'], config: unavailable },
      result: { config: unavailable, errors: ['UNAVAILABLE: bad', "NOT_FOUND: Model 'nobody/knows' not found"] },
    },
  ]),
  {
    name: "fallback v2: the reference's configuration and version over the request's",
    flow: 'middlewareFalls',
    input: {
      form: 'v2',
      models: [{ name: 'mirror', version: 'v3', config: { temperature: 2 } }],
      config: { ...unavailable, version: 'v1' },
    },
    result: { config: { status: 'UNAVAILABLE', temperature: 2, version: 'v3' }, errors: ['UNAVAILABLE: bad'] },
  },
  {
    name: "fallback v2: isolateConfig gives the reference's alone",
    flow: 'middlewareFalls',
    input: { form: 'v2', models: [{ name: 'mirror', config: { temperature: 2 } }], config: unavailable, options: { isolateConfig: true } },
    result: { config: { temperature: 2 }, errors: ['UNAVAILABLE: bad'] },
  },
];

/** `retry` and `fallback`. */
export const middlewareRetryRows: CaseTable = [...retries, ...fallbacks];
