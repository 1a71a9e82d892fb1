import { expect, test } from '@jest/globals';
import { formatInterrupts } from '../../../cli/format/format-interrupts.ts';

const asked = { name: 'approve', tool: 'approve', interrupt: true, restartable: true };

test.each([
  ['a question without input', asked, 'approve()'],
  ['its input', { ...asked, input: { amount: 40 } }, 'approve({"amount":40})'],
  ['the reference that tells two calls apart', { ...asked, ref: '2', input: 'all' }, 'approve#2("all")'],
  ['what the tool said', { ...asked, input: 1, interrupt: { limit: 30 } }, 'approve(1)  {"limit":30}'],
])('%s', (_what, interrupt, line) => {
  expect(formatInterrupts([interrupt])).toEqual([line]);
});

test('one line for each question, and one where there is none', () => {
  expect(formatInterrupts([asked, { ...asked, name: 'charge' }])).toEqual(['approve()', 'charge()']);
  expect(formatInterrupts([])).toEqual(['The run asks nothing.']);
});
