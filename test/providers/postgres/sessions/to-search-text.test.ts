import { describe, expect, test } from '@jest/globals';
import { toExcerpt } from '../../../../providers/postgres/sessions/to-excerpt.ts';
import { toMessageText, toPreview, toQuery, toWords } from '../../../../providers/postgres/sessions/to-search-text.ts';

describe('the text of a message', () => {
  test('is what was said, asked of tools and answered by them', () => {
    const content = [
      { text: 'Hello' },
      { reasoning: 'hidden' },
      { media: { url: 'data:x' } },
      { toolRequest: { name: 'find', input: { city: 'Bern', days: 3, deep: [null, true, 'yes'] } } },
      { toolResponse: { name: 'find', output: ['sunny', 'A'.repeat(501), 'long words '.repeat(100).trim()] } },
    ];
    const text = toMessageText({ role: 'model', content });
    expect(text).toBe(`Hello\nBern\n3\nyes\nsunny\n${'long words '.repeat(100).trim()}`);
    expect(toMessageText({ role: 'system', content })).toBe('');
  });

  test('has nothing that PostgreSQL refuses, and is cut between signs', () => {
    expect(toMessageText({ role: 'user', content: [{ text: 'a\0b\ud83d' }] })).toBe('a b\ufffd');
    const cut = toMessageText({ role: 'user', content: [{ text: `${'x'.repeat(49_999)}😀` }] });
    expect(cut.length).toBe(50_000);
    expect(cut.isWellFormed()).toBe(true);
  });

  test('is shown by its first 200 characters on one line', () => {
    expect(toPreview({ role: 'user', content: [{ text: ' two\n\nlines ' }, { text: 'and more' }] })).toBe('two lines and more');
    expect(toPreview({ role: 'model', content: [{ text: 'x'.repeat(300) }] })).toBe(`${'x'.repeat(199)}…`);
    expect(toPreview({ role: 'model', content: [{ toolRequest: { name: 'find' } }] })).toBeUndefined();
    expect(toPreview({ role: 'tool', content: [{ text: 'x' }] })).toBeUndefined();
  });
});

test.each([
  ['Zürich ÄÖ', 'zürich äö'],
  ['漢字 x', ' "漢  字"  x'],
  ['"東京 tower" -京都', '" 東  京  tower" -"京  都" '],
])('the query %j is %j', (search, query) => {
  expect(toQuery(search)).toBe(query);
});

test('words of a text are in lower case, signs without spaces apart', () => {
  expect(toWords('ÄB漢字')).toBe('äb 漢  字 ');
});

describe('an excerpt', () => {
  const text = `${'before '.repeat(30)}the Needle is here ${'after '.repeat(60)}`;
  test('shows the place of the words', () => {
    const excerpt = toExcerpt(text, 'needle');
    expect(excerpt).toMatch(/^…before .*the Needle is here .*…$/);
    expect(excerpt.length).toBeLessThanOrEqual(242);
  });
  test.each(['missing', '', '-needle', '"'])('shows the beginning for %j', (search) => {
    expect(toExcerpt(text, search)).toMatch(/^before before/);
  });
  test('is the whole of a short text', () => expect(toExcerpt('short\n\ntext', 'text')).toBe('short text'));
});
