import { expect } from '@jest/globals';
import { STATUS_CODES, type StatusName } from '../../schemas/status.ts';
import type { CaseTable } from './case-table.ts';

const statuses = Object.keys(STATUS_CODES).filter((status) => status !== 'OK') as StatusName[];
const RAISERS = [
  { what: 'tool', flow: 'modelsToolRaises', step: 'modelsRaising' },
  { what: 'step', flow: 'modelsStepRaises', step: 'raise' },
  { what: 'flow', flow: 'modelsFlowRaises', step: undefined },
  { what: 'called flow', flow: 'modelsChildRaises', step: expect.any(String) },
];
const caught = (step: unknown): unknown => ({
  status: 'ABORTED',
  message: 'plugin: ABORTED: stopped',
  originalMessage: 'stopped',
  code: 10,
  source: 'plugin',
  step,
  json: { status: 'ABORTED', message: 'stopped' },
  both: true,
});

const borders: CaseTable = [
  ...RAISERS.flatMap(({ what, flow, step }) =>
    statuses.map((status) => ({
      name: `a ${what} that throws ${status}`,
      flow,
      input: status,
      error: { status, message: `${status}: it is ${status}`, details: { kind: status }, ...(step !== undefined && { step }) },
    })),
  ),
  ...RAISERS.flatMap(({ what, flow }): CaseTable => [
    {
      name: `a ${what} that throws an error with a source`,
      flow,
      input: 'source',
      error: { status: 'ABORTED', message: 'plugin: ABORTED: stopped' },
    },
    {
      name: `a ${what} that throws an error for users`,
      flow,
      input: 'user-facing',
      error: { status: 'PERMISSION_DENIED', message: 'PERMISSION_DENIED: not you', details: { who: 'ada' } },
    },
    { name: `a ${what} that throws an error of the language`, flow, input: 'error', error: { status: 'INTERNAL', message: 'plain words' } },
    { name: `a ${what} that throws a TypeError`, flow, input: 'type-error', error: { status: 'INTERNAL', message: 'not a function' } },
    {
      name: `a ${what} that throws an error with a status of ours`,
      flow,
      input: 'with-status',
      error: { status: 'RESOURCE_EXHAUSTED', message: 'has a status' },
    },
    {
      name: `a ${what} that throws an error with a status of HTTP`,
      flow,
      input: 'with-number',
      error: { status: 'INTERNAL', message: 'has a number' },
    },
    { name: `a ${what} that throws an error with a cause`, flow, input: 'caused', error: { status: 'INTERNAL', message: 'outer words' } },
    { name: `a ${what} that throws a text`, flow, input: 'text', error: { status: 'INTERNAL', message: 'a text' } },
    { name: `a ${what} that throws an object`, flow, input: 'object', error: { status: 'INTERNAL', message: '{"odd":1}' } },
    { name: `a ${what} that throws undefined`, flow, input: 'nothing', error: { status: 'INTERNAL', message: 'undefined was thrown' } },
  ]),
];

const forms: CaseTable = [
  {
    name: 'an error is the same after each border',
    flow: 'modelsCaught',
    input: 'source',
    result: [caught('modelsRaising'), caught('raise'), caught(expect.any(String))],
  },
  {
    name: 'errors where they are made',
    flow: 'modelsErrorForms',
    result: [
      { name: 'DurakitError', message: 'NOT_FOUND: nothing', code: 5, json: { status: 'NOT_FOUND', message: 'nothing' }, known: true },
      {
        name: 'DurakitError',
        message: 'kit: NOT_FOUND: nothing',
        code: 5,
        json: { status: 'NOT_FOUND', message: 'nothing', details: { a: 1 } },
        known: true,
      },
      {
        name: 'UserFacingError',
        message: 'UNAUTHENTICATED: who are you?',
        code: 16,
        json: { status: 'UNAUTHENTICATED', message: 'who are you?' },
        known: true,
      },
      {
        name: 'UserFacingError',
        message: 'UNAUTHENTICATED: who are you?',
        code: 16,
        json: { status: 'UNAUTHENTICATED', message: 'who are you?', details: { a: 1 } },
        known: true,
      },
    ],
  },
  ...statuses.map((status) => ({
    name: `a model that throws ${status}`,
    flow: 'modelsThrows',
    input: { status, message: 'no' },
    error: { status, message: `vendor: ${status}: no`, details: { retryAfterMs: 0 }, step: 'modelsThrows' },
  })),
];

/** Errors at every border. */
export const modelsErrorRows: CaseTable = [...borders, ...forms];
