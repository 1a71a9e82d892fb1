import { expect, test } from '@jest/globals';
import { AbsentSessionStore } from '../../../engine/sessions/absent-session-store.ts';

test('takes whatever the real store takes, and says where that one is', async () => {
  const store = new AbsentSessionStore('./sessions', { maxPersistedChainLength: 3 });
  const refusal = { status: 'FAILED_PRECONDITION', message: expect.stringContaining("This store is on the worker's side.") as unknown };
  await expect(store.getSnapshot()).rejects.toMatchObject(refusal);
  await expect(store.saveSnapshot()).rejects.toMatchObject(refusal);
  expect(() => store.onSnapshotStateChange()).toThrow("on the worker's side");
});
