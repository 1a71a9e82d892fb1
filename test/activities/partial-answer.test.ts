import { expect, test } from '@jest/globals';
import { createPartialAnswer } from '../../activities/partial-answer.ts';

test('nothing is kept where nothing came', () => {
  expect(createPartialAnswer().details()).toEqual([]);
});

test('texts are joined, other parts count as chunks, the last usage stays', () => {
  const partial = createPartialAnswer();
  partial.add({ content: [{ text: 'Hel' }, { text: 'lo' }] });
  partial.add({ content: [{ reasoning: 'hm' }], custom: { usage: { inputTokens: 3 } } });
  partial.add({ content: [{ text: '!' }], custom: { usage: { inputTokens: 3, outputTokens: 1 } } });
  expect(partial.details()).toEqual([{ partial: { text: 'Hello!', chunks: 3, usage: { inputTokens: 3, outputTokens: 1 } } }]);
});

test('a long text is cut at 64 Ki characters', () => {
  const partial = createPartialAnswer();
  for (let count = 0; count < 3; count++) partial.add({ content: [{ text: 'x'.repeat(30_000) }] });
  const [details] = partial.details();
  expect(details?.partial).toEqual({ text: 'x'.repeat(65_536), truncated: true, chunks: 3 });
});
