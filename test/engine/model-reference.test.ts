import { expect, test } from '@jest/globals';
import { modelRef } from '../../engine/model-reference.ts';

test('puts the namespace before the name, once', () => {
  expect(modelRef({ name: 'large', namespace: 'test' })).toMatchObject({ name: 'test/large' });
  expect(modelRef({ name: 'test/large', namespace: 'test' })).toMatchObject({ name: 'test/large' });
  expect(JSON.parse(JSON.stringify(modelRef({ name: 'large' })))).toEqual({ name: 'large' });
});

test('keeps what it is told, and makes other references of itself', () => {
  const info = { label: 'Large', supports: { tools: true } };
  const reference = modelRef({ name: 'large', namespace: 'test', info, version: '1', config: { temperature: 1 } });
  expect(reference).toMatchObject({ name: 'test/large', info, version: '1', config: { temperature: 1 } });
  expect(reference.withConfig({ topK: 2 })).toMatchObject({ name: 'test/large', info, version: '1', config: { topK: 2 } });
  expect(reference.withConfig({ topK: 2 }).config).toEqual({ topK: 2 });
  expect(reference.withVersion('2')).toMatchObject({ name: 'test/large', version: '2', config: { temperature: 1 } });
});
