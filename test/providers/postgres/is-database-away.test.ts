import { expect, test } from '@jest/globals';
import { isDatabaseAway } from '../../../providers/postgres/is-database-away.ts';

const withCode = (code: string): Error => Object.assign(new Error('it failed'), { code });

test.each([
  ['a refused connection', withCode('ECONNREFUSED'), true],
  ['one that was tried on several addresses', Object.assign(new AggregateError([withCode('ECONNREFUSED')], ''), {}), true],
  ['an administrator', withCode('57P01'), true],
  ['a start that goes on', withCode('57P03'), true],
  ['too many connections', withCode('53300'), true],
  ['a connection that ended', new Error('Connection terminated unexpectedly'), true],
  ['a wait for a connection', new Error('timeout exceeded when trying to connect'), true],
  ['a cause', new Error('Failed query', { cause: withCode('ECONNRESET') }), true],
  ['a statement that is wrong', withCode('42601'), false],
  ['a password that is wrong', withCode('28P01'), false],
  ['no error', 'ECONNREFUSED', false],
])('%s', (_what, error, expected) => {
  expect(isDatabaseAway(error)).toBe(expected);
});
