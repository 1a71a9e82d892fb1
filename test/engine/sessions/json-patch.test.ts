import { describe, expect, test } from '@jest/globals';
import { applyPatch } from '../../../engine/sessions/apply-patch.ts';
import { diff } from '../../../engine/sessions/diff.ts';
import type { JsonPatch } from '../../../schemas/json-patch.ts';

type Change = readonly [from: unknown, to: unknown, patch: JsonPatch];

describe('diff', () => {
  test.each<[string, ...Change]>([
    ['nothing changed', { a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, []],
    ['a value', { a: 1 }, { a: 2 }, [{ op: 'replace', path: '/a', value: 2 }]],
    ['a member more', { a: 1 }, { a: 1, b: { c: 2 } }, [{ op: 'add', path: '/b', value: { c: 2 } }]],
    ['a member less', { a: 1, b: 2 }, { a: 1 }, [{ op: 'remove', path: '/b' }]],
    ['undefined is absent', { a: 1 }, { a: 1, b: undefined }, []],
    ['a member that becomes undefined', { a: 1, b: 2 }, { a: 1, b: undefined }, [{ op: 'remove', path: '/b' }]],
    ['a member that was undefined', { a: undefined }, { a: 1 }, [{ op: 'add', path: '/a', value: 1 }]],
    ['deep', { a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }, [{ op: 'replace', path: '/a/b/c', value: 2 }]],
    [
      'items at the end',
      { a: [1] },
      { a: [1, 2, 3] },
      [
        { op: 'add', path: '/a/-', value: 2 },
        { op: 'add', path: '/a/-', value: 3 },
      ],
    ],
    [
      'items less, from the end',
      [1, 2, 3],
      [1],
      [
        { op: 'remove', path: '/2' },
        { op: 'remove', path: '/1' },
      ],
    ],
    ['another kind', { a: 1 }, [1], [{ op: 'replace', path: '', value: [1] }]],
    ['from nothing', undefined, { a: 1 }, [{ op: 'replace', path: '', value: { a: 1 } }]],
    ['null and an object', { a: null }, { a: {} }, [{ op: 'replace', path: '/a', value: {} }]],
    ['names with ~ and /', { 'a/b': 1, 'c~d': 1 }, { 'a/b': 2, 'c~d': 1 }, [{ op: 'replace', path: '/a~1b', value: 2 }]],
  ])('%s', (_name, ...[from, to, patch]) => {
    expect(diff(from, to)).toEqual(patch);
  });

  test.each<[unknown, unknown]>([
    [
      { a: 1, list: [1, 2, { x: 1 }] },
      { b: 2, list: [{ x: 2 }] },
    ],
    [[], [[1], [2, 3]]],
    [{ 'x~1y': { '': 1 } }, { 'x~1y': { '': 2 }, '/': 3 }],
    ['text', { a: 1 }],
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3 }, { b: 4 }] }],
  ])('what it makes of %j and %j leads from one to the other', (from, to) => {
    expect(applyPatch(from, diff(from, to))).toEqual(to);
    expect(applyPatch(to, diff(to, from))).toEqual(from);
  });
});

describe('applyPatch', () => {
  const document = { a: { b: [1, 2, 3] }, c: 'x' };

  test.each<[string, JsonPatch, unknown]>([
    ['add puts an item between others', [{ op: 'add', path: '/a/b/1', value: 9 }], { a: { b: [1, 9, 2, 3] }, c: 'x' }],
    ['add at - appends', [{ op: 'add', path: '/a/b/-', value: 4 }], { a: { b: [1, 2, 3, 4] }, c: 'x' }],
    ['remove takes an item out', [{ op: 'remove', path: '/a/b/0' }], { a: { b: [2, 3] }, c: 'x' }],
    ['replace changes an item', [{ op: 'replace', path: '/a/b/0', value: 7 }], { a: { b: [7, 2, 3] }, c: 'x' }],
    ['move', [{ op: 'move', from: '/c', path: '/a/d' }], { a: { b: [1, 2, 3], d: 'x' } }],
    ['copy', [{ op: 'copy', from: '/a/b', path: '/d' }], { a: { b: [1, 2, 3] }, c: 'x', d: [1, 2, 3] }],
    ['test that holds', [{ op: 'test', path: '/a', value: { b: [1, 2, 3] } }], document],
    ['the whole', [{ op: 'replace', path: '', value: { d: 1 } }], { d: 1 }],
    ['the whole, copied from a part', [{ op: 'copy', path: '', from: '/a' }], { b: [1, 2, 3] }],
    ['a parent that is missing is made', [{ op: 'add', path: '/x/y/z', value: 1 }], { ...document, x: { y: { z: 1 } } }],
    ['what is not there is removed already', [{ op: 'remove', path: '/x/y' }], document],
    ['an item that is not there is removed already', [{ op: 'remove', path: '/a/b/9' }], document],
  ])('%s', (_name, patch, result) => {
    expect(applyPatch(document, patch)).toEqual(result);
    expect(document).toEqual({ a: { b: [1, 2, 3] }, c: 'x' });
  });

  test('the whole can be removed, and nothing can be added to', () => {
    expect(applyPatch(document, [{ op: 'remove', path: '' }])).toBeUndefined();
    expect(applyPatch<unknown>(undefined, [{ op: 'add', path: '/status', value: 'on' }])).toEqual({ status: 'on' });
  });

  test('what is put in is a copy', () => {
    const value = { list: [1] };
    const patched = applyPatch<{ v?: typeof value }>({}, [{ op: 'add', path: '/v', value }]);
    patched.v?.list.push(2);
    expect(value).toEqual({ list: [1] });
  });

  test('a test that does not hold is an error', () => {
    expect(() => applyPatch(document, [{ op: 'test', path: '/c', value: 'y' }])).toThrow('JSON Patch \'test\' failed at "/c".');
    expect(() => applyPatch(document, [{ op: 'test', path: '', value: 1 }])).toThrow("JSON Patch 'test' failed at root.");
  });

  test('an operation or a path that is none is an error', () => {
    expect(() => applyPatch({}, [{ op: 'sort' as never, path: '/a' }])).toThrow('Unsupported JSON Patch op: sort');
    expect(() => applyPatch({}, [{ op: 'add', path: 'a', value: 1 }])).toThrow('Invalid JSON Pointer: "a" must start with "/".');
    expect(() => applyPatch({}, [{ op: 'move', path: '/a' }])).toThrow("JSON Patch 'move' needs 'from'.");
  });

  test('an item far behind the end becomes the next one', () => {
    expect(applyPatch([1], [{ op: 'add', path: '/4000000000', value: 2 }])).toEqual([1, 2]);
  });

  test.each(['__proto__', 'prototype', 'constructor'])('%s is rejected wherever it stands', (token) => {
    const message = `contains forbidden token "${token}".`;
    expect(() => applyPatch({}, [{ op: 'add', path: `/${token}/polluted`, value: 1 }])).toThrow(message);
    expect(() => applyPatch({}, [{ op: 'replace', path: `/a/${token}`, value: 1 }])).toThrow(message);
    expect(() => applyPatch({}, [{ op: 'move', path: '/a', from: `/${token}` }])).toThrow(message);
    expect(() => applyPatch({}, [{ op: 'remove', path: `/${token}` }])).toThrow(message);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('a value that carries such a name pollutes nothing', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
    const patched = applyPatch<{ a?: { polluted?: number } }>({}, [{ op: 'add', path: '/a', value }]);
    expect(patched.a?.polluted).toBeUndefined();
  });
});
