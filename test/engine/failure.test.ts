import { describe, expect, test } from '@jest/globals';
import { fromFailure, toDurakitError, toFailureData } from '../../engine/failure.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { NON_RETRYABLE_STATUSES, STATUS_CODES, type StatusName } from '../../schemas/status.ts';

/** What Temporal's SDK makes of failure data on the other side. */
const arrived = (error: unknown): unknown => ({ name: 'ActivityFailure', cause: { name: 'ApplicationFailure', ...toFailureData(error) } });

describe('an error that crosses a border', () => {
  test('keeps status, message, details and source, and gets the step that the flow called', () => {
    const thrown = new DurakitError({ status: 'NOT_FOUND', message: 'no dish', details: { dish: 1 }, source: 'menu' });
    const error = fromFailure(arrived(thrown), 'load');
    expect(error).toBeInstanceOf(DurakitError);
    expect({ ...error }).toMatchObject({ status: 'NOT_FOUND', details: { dish: 1 }, source: 'menu', step: 'load' });
    expect(error.message).toBe('menu: NOT_FOUND: no dish');
    expect(error.toJSON()).toEqual({ status: 'NOT_FOUND', message: 'no dish', details: { dish: 1 } });
  });

  test('a foreign one keeps its words, its type, and its gRPC status where it has one', () => {
    expect(toFailureData(new RangeError('too much'))).toMatchObject({ type: 'RangeError', message: 'too much', nonRetryable: false });
    const limited = Object.assign(new Error('slow down'), { status: 'RESOURCE_EXHAUSTED' });
    expect(fromFailure(arrived(limited)).status).toBe('RESOURCE_EXHAUSTED');
    expect(fromFailure(arrived('just a text')).message).toBe('just a text');
  });

  test('what JSON cannot hold does not end the worker', () => {
    const circular: Record<string, unknown> = { name: 'menu', count: 10n };
    circular['self'] = circular;
    const thrown = new DurakitError({ status: 'NOT_FOUND', message: 'no dish', details: circular });
    expect(fromFailure(arrived(thrown)).details).toEqual({ name: 'menu', count: '10', self: '[circular]' });
    expect(fromFailure(arrived(circular)).message).toBe('{"name":"menu","count":"10","self":"[circular]"}');
    const hostile = {
      toJSON: (): never => {
        throw new Error('not readable');
      },
    };
    expect(fromFailure(arrived(hostile)).message).toBe('{"unreadable":"not readable"}');
  });

  test('what is too long is left out by the field, and long words are cut', () => {
    const thrown = new DurakitError({
      status: 'NOT_FOUND',
      message: 'é'.repeat(3_000_000),
      details: { class: 'bad_output', data: 'x'.repeat(5_000_000) },
    });
    const data = toFailureData(thrown);
    expect(new TextEncoder().encode(JSON.stringify(data)).length).toBeLessThan(1_000_000);
    expect(fromFailure(arrived(thrown)).details).toEqual({ class: 'bad_output', data: { omitted: '5000002 characters of JSON' } });
  });

  test.each(Object.keys(STATUS_CODES) as StatusName[])('%s is retried or not as the list says', (status) => {
    expect(toFailureData(new DurakitError({ status, message: 'x' })).nonRetryable).toBe(NON_RETRYABLE_STATUSES.includes(status));
  });

  test.each([
    ['HEARTBEAT', "step 'load' gave no sign of life within its heartbeat timeout"],
    ['START_TO_CLOSE', "step 'load' did not finish within its timeout"],
    ['SCHEDULE_TO_START', "step 'load' was not taken by any worker in time"],
  ])('a timeout of type %s says what it means', (timeoutType, text) => {
    const error = fromFailure({ name: 'ActivityFailure', cause: { name: 'TimeoutFailure', timeoutType } }, 'load');
    expect(error.status).toBe('DEADLINE_EXCEEDED');
    expect(error.message).toContain(text);
  });

  test('cancelled and terminated runs have their statuses', () => {
    expect(fromFailure({ name: 'WorkflowFailedError', cause: { name: 'CancelledFailure' } }).status).toBe('CANCELLED');
    expect(fromFailure({ name: 'WorkflowFailedError', cause: { name: 'TerminatedFailure' } }).status).toBe('ABORTED');
  });

  test('wrapping for a step loses no cause', () => {
    const cause = new Error('root');
    const error = toDurakitError(toDurakitError(cause, 'inner'), 'outer');
    expect(error.step).toBe('outer');
    expect((error.cause as Error).cause).toBe(cause);
  });
});

test('instanceof works for errors of another copy of the package', () => {
  const foreign = Object.defineProperty(new Error('x'), Symbol.for('durakit.error'), { value: true });
  expect(foreign instanceof DurakitError).toBe(true);
  expect(new Error('x') instanceof DurakitError).toBe(false);
});
