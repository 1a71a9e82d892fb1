import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { toShellWord } from '../../cli/to-shell-word.ts';

test('plain words stay as they are', () => {
  expect(['agent/support/42', 'a-b_c.d'].map(toShellWord)).toEqual(['agent/support/42', 'a-b_c.d']);
});

test.each(['refund#1/1', "it's", '', 'a b', '$HOME', '`id`', 'a\nb', '~', '*'])('a shell reads %j as it was', (text) => {
  expect(execFileSync('sh', ['-c', `printf %s ${toShellWord(text)}`]).toString()).toBe(text);
});
