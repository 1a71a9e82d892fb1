import { expect, test } from '@jest/globals';
import { durakit } from '../../../index.ts';
import { InMemorySessionStore } from '../../../engine/sessions/in-memory-session-store.ts';
import { selectLeaf } from '../../../engine/sessions/select-leaf.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { describeSessionStore } from './describe-session-store.ts';

durakit({ mode: 'inline' });

describeSessionStore('InMemorySessionStore', {
  create: (options) => new InMemorySessionStore(options),
  until: (condition) => waitUntil('the change is told', () => condition()),
});

test('a circle of parents has no leaf', () => {
  const createdAt = '2026-01-01T00:00:00.000Z';
  expect(() => selectLeaf([{ snapshotId: 'a', parentId: 'a', createdAt }], { sessionId: 's' })).toThrow(
    "Session 's' has no leaf snapshot (corrupt or cyclic history). Resume by snapshotId instead.",
  );
});
