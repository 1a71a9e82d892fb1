import { expect, test } from '@jest/globals';
import { toReplies } from '../../../cli/chat/to-replies.ts';

const outputs = (line: string, restartable = false): unknown[] =>
  toReplies({ restartable }, line).map((reply) => (reply.kind === 'respond' ? reply.output : reply));

test.each([
  ['y', [true, { approved: true }, 'y']],
  [' Yes ', [true, { approved: true }, 'Yes']],
  ['n', [false, { approved: false }, 'n']],
  ['NO', [false, { approved: false }, 'NO']],
  ['{"amount":3}', [{ amount: 3 }, '{"amount":3}']],
  ['42', [42, '42']],
  ['"y"', ['y', '"y"']],
  ['not today', ['not today']],
])('%j as the answer of a tool that only asks', (line, meanings) => expect(outputs(line)).toEqual(meanings));

test('a tool that can be run again is, with the approval', () => {
  expect(outputs('y', true)).toEqual([{ kind: 'restart', resumed: { approved: true, toolApproved: true } }]);
  expect(outputs('n', true)).toEqual([false, { approved: false }, 'n']);
});
