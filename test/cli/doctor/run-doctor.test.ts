import { expect, test } from '@jest/globals';
import { good, problem } from '../../../cli/doctor/check.ts';
import { formatChecks } from '../../../cli/doctor/run-doctor.ts';

const terminal = { style: (_style: string, text: string): string => text };

test('each check is a line, and a problem has what to do below it', () => {
  const lines = formatChecks([good('node', 'Node 24.0.0'), problem('postgres', 'no database is known', 'Set DATABASE_URL.')], terminal);
  expect(lines).toEqual([
    'ok       node: Node 24.0.0',
    'problem  postgres: no database is known',
    '         → Set DATABASE_URL.',
    '1 problem.',
  ]);
});

test('all good says so', () => {
  expect(formatChecks([good('node', 'Node 24.0.0')], terminal).at(-1)).toBe('All is good.');
});
