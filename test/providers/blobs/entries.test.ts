import { expect, test } from '@jest/globals';
import * as inWorkflow from '../../../blobs.workflow.ts';
import * as onNode from '../../../blobs.ts';
import { createBlobHandler } from '../../../server.ts';

test('both faces have the same names', () => {
  expect(Object.keys(inWorkflow).sort()).toEqual(Object.keys(onNode).sort());
  expect(createBlobHandler).toBeInstanceOf(Function);
});

test('flow code may hold a store, and is told where to use it', async () => {
  const store = inWorkflow.openPostgresBlobStore();
  await expect(store.put(new Uint8Array(), { contentType: 'a/b' })).rejects.toThrow(/in a step/);
  await expect(inWorkflow.copyToBlobStore()).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  expect(inWorkflow.toBlobUri('a'.repeat(64))).toBe(`durakit://blob/${'a'.repeat(64)}`);
});

test('a store in Postgres needs to know where', () => {
  expect(() => onNode.openPostgresBlobStore('')).toThrow(/DATABASE_URL/);
});
