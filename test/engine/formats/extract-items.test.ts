import { describe, expect, test } from '@jest/globals';
import { extractItems } from '../../../engine/formats/extract-items.ts';

interface Step {
  readonly chunk: string;
  readonly items: readonly unknown[];
}

const streams: Readonly<Record<string, readonly Step[]>> = {
  // as Genkit's own tests
  'objects in chunks': [
    { chunk: '[', items: [] },
    { chunk: '{"a": 1},', items: [{ a: 1 }] },
    { chunk: '{"b": 2}', items: [{ b: 2 }] },
    { chunk: ']', items: [] },
  ],
  'nested objects': [
    { chunk: '[{"outer": {', items: [] },
    { chunk: '"inner": "value"}},', items: [{ outer: { inner: 'value' } }] },
    { chunk: '{"next": true}]', items: [{ next: true }] },
  ],
  'escaped characters': [
    { chunk: '[{"text": "line1\\n', items: [] },
    { chunk: 'line2"},', items: [{ text: 'line1\nline2' }] },
    { chunk: '{"text": "tab\\there"}]', items: [{ text: 'tab\there' }] },
  ],
  'prose around it': [
    { chunk: 'Here is an array:\n```json\n\n[', items: [] },
    { chunk: '{"a": 1},', items: [{ a: 1 }] },
    { chunk: '{"b": 2}]\n```\nDid you like my array? [{"c": 3}]', items: [{ b: 2 }] },
  ],
  'white space': [
    { chunk: '[\n  ', items: [] },
    { chunk: '{"a": 1},\n  ', items: [{ a: 1 }] },
    { chunk: '{"b": 2}\n]', items: [{ b: 2 }] },
  ],
  // beyond them
  strings: [
    { chunk: '["on', items: [] },
    { chunk: 'e", "tw', items: ['one'] },
    { chunk: 'o", "thr]ee"]', items: ['two', 'thr]ee'] },
  ],
  'numbers and words are complete with what follows': [
    { chunk: '[1', items: [] },
    { chunk: '2, nul', items: [12] },
    { chunk: 'l,true', items: [null] },
    { chunk: ']', items: [true] },
  ],
  'arrays of arrays': [
    { chunk: '[[1, 2', items: [] },
    { chunk: '], [', items: [[1, 2]] },
    { chunk: '[3]]]', items: [[[3]]] },
  ],
  'an aside in brackets before it': [
    { chunk: 'The list [', items: [] },
    { chunk: 'see below] is [{"a": 1}', items: [{ a: 1 }] },
    { chunk: ', {"b": 2}]', items: [{ b: 2 }] },
  ],
  'an array within an object': [
    { chunk: '{"items": [{"a": 1}, ', items: [{ a: 1 }] },
    { chunk: '{"b": 2}]}', items: [{ b: 2 }] },
  ],
  'single quotes, comments and trailing commas': [
    { chunk: `[{'a': "it's"}, // one ]\n`, items: [{ a: "it's" }] },
    { chunk: `{b: [1,],},]`, items: [{ b: [1] }] },
  ],
  'a malformed item is left out': [
    { chunk: '[{"a": 1}, {"b": oops}, ', items: [{ a: 1 }] },
    { chunk: '{"c": 3}, } oops, {"d": 4}]', items: [{ c: 3 }, { d: 4 }] },
  ],
  'brackets in strings': [
    { chunk: '[{"a": "}]', items: [] },
    { chunk: '{"}, {"b": "[', items: [{ a: '}]{' }] },
    { chunk: '"}]', items: [{ b: '[' }] },
  ],
  'no array': [
    { chunk: 'Here', items: [] },
    { chunk: ' is nothing', items: [] },
  ],
  'an empty array': [{ chunk: 'none: [] and [1]', items: [] }],
};

describe('extractItems', () => {
  test.each(Object.entries(streams))('%s', (_name, steps) => {
    let text = '';
    let cursor = 0;
    for (const step of steps) {
      text += step.chunk;
      const extracted = extractItems(text, cursor);
      expect(extracted.items).toEqual(step.items);
      cursor = extracted.cursor;
    }
  });

  test.each(Object.entries(streams))('character by character gives the same: %s', (_name, steps) => {
    const text = steps.map((step) => step.chunk).join('');
    const items: unknown[] = [];
    let cursor = 0;
    for (let length = 1; length <= text.length; length += 1) {
      const extracted = extractItems(text.slice(0, length), cursor);
      items.push(...extracted.items);
      cursor = extracted.cursor;
    }
    expect(items).toEqual(steps.flatMap((step) => step.items));
    expect(items).toEqual(extractItems(text).items);
  });
});
