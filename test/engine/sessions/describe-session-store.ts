import { describe, expect, test } from '@jest/globals';
import type { SessionStore } from '../../../engine/sessions/session-store.ts';
import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';

/** What the contract needs of a store. */
export interface StoreUnderTest {
  readonly create: (options?: { readonly rejectBranchingSessions?: boolean }) => SessionStore | Promise<SessionStore>;
  /** Resolves once the condition holds. */
  readonly until: (condition: () => boolean) => Promise<unknown>;
}

let clock = Date.parse('2026-01-01T00:00:00.000Z');
const now = (): string => new Date(clock++).toISOString();
let ids = 0;
const newId = (what: string): string => `${what}-${++ids}-${process.pid}`;

const row = (given: Partial<SessionSnapshot>): Omit<SessionSnapshot, 'snapshotId'> => ({
  createdAt: now(),
  status: 'completed',
  state: { messages: [], artifacts: [], custom: { count: 1 } },
  ...given,
});

async function save(store: SessionStore, snapshotId: string, given: Partial<SessionSnapshot>): Promise<void> {
  await store.saveSnapshot(snapshotId, () => row(given));
}

/** The contract that every `SessionStore` keeps. */
export function describeSessionStore(name: string, { create, until }: StoreUnderTest): void {
  describe(name, () => {
    test('gives what was saved, and nothing for what was not', async () => {
      const store = await create();
      const id = newId('snapshot');
      const saved = row({ sessionId: newId('session'), finishReason: 'stop' });
      expect(await store.saveSnapshot(id, (current) => (current === undefined ? saved : null))).toBe(id);
      expect(await store.getSnapshot({ snapshotId: id })).toEqual({ ...saved, snapshotId: id });
      expect(await store.getSnapshot({ snapshotId: newId('unknown') })).toBeUndefined();
      expect(await store.getSnapshot({ sessionId: newId('unknown') })).toBeUndefined();
    });

    test('gives an id to what has none', async () => {
      const store = await create();
      const id = await store.saveSnapshot(undefined, () => row({}));
      expect(id).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
      expect(await store.getSnapshot({ snapshotId: String(id) })).toMatchObject({ snapshotId: id });
      const given = newId('given');
      expect(await store.saveSnapshot(undefined, () => ({ ...row({}), snapshotId: given }))).toBe(given);
    });

    test('shows the current row to the mutator, and writes nothing where that gives null', async () => {
      const store = await create();
      const id = newId('snapshot');
      await save(store, id, { status: 'pending' });
      const seen: unknown[] = [];
      expect(
        await store.saveSnapshot(id, (current) => {
          seen.push(current?.status);
          return null;
        }),
      ).toBeNull();
      await store.saveSnapshot(id, (current) => ({ ...row({}), ...current, status: 'aborted' }));
      expect(seen).toEqual(['pending']);
      expect(await store.getSnapshot({ snapshotId: id })).toMatchObject({ status: 'aborted' });
    });

    test('a mutator that throws writes nothing, and its error comes out', async () => {
      const store = await create();
      const id = newId('snapshot');
      const failing = store.saveSnapshot(id, () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.getSnapshot({ snapshotId: id })).toBeUndefined();
      await save(store, id, {});
      expect(await store.getSnapshot({ snapshotId: id })).toBeDefined();
    });

    test('what is given and got are copies', async () => {
      const store = await create();
      const id = newId('snapshot');
      const given = row({ state: { custom: { list: [1] } } });
      await store.saveSnapshot(id, () => given);
      (given.state?.custom as { list: number[] }).list.push(2);
      const first = await store.getSnapshot({ snapshotId: id });
      (first?.state?.custom as { list: number[] }).list.push(3);
      expect(await store.getSnapshot({ snapshotId: id })).toMatchObject({ state: { custom: { list: [1] } } });
    });

    test('writes to one row wait for each other', async () => {
      const store = await create();
      const id = newId('snapshot');
      await save(store, id, { state: { custom: 0 } });
      const add = (): Promise<unknown> =>
        store.saveSnapshot(id, (current) => ({ ...row({}), ...current, state: { custom: Number(current?.state?.custom) + 1 } }));
      await Promise.all(Array.from({ length: 20 }, add));
      expect(await store.getSnapshot({ snapshotId: id })).toMatchObject({ state: { custom: 20 } });
    });

    test("a session stands for its newest leaf, whatever that one's status", async () => {
      const store = await create();
      const [sessionId, first, second] = [newId('session'), newId('first'), newId('second')];
      await save(store, first, { sessionId });
      await save(store, second, { sessionId, parentId: first, status: 'failed' });
      await save(store, newId('other'), { sessionId: newId('session') });
      expect(await store.getSnapshot({ sessionId })).toMatchObject({ snapshotId: second });
      await store.saveSnapshot(first, (current) => ({ ...row({}), ...current, updatedAt: now() }));
      expect(await store.getSnapshot({ sessionId })).toMatchObject({ snapshotId: second });
    });

    test('a branch that came to nothing does not hide a better leaf', async () => {
      const store = await create();
      const [sessionId, root, good, bad] = [newId('session'), newId('root'), newId('good'), newId('bad')];
      await save(store, root, { sessionId });
      await save(store, good, { sessionId, parentId: root });
      await save(store, bad, { sessionId, parentId: root, status: 'failed' });
      await save(store, newId('worse'), { sessionId, parentId: root, status: 'aborted' });
      expect(await store.getSnapshot({ sessionId })).toMatchObject({ snapshotId: good });
    });

    test('of two branches the newest leaf is taken, or the look-up is rejected', async () => {
      for (const rejectBranchingSessions of [false, true]) {
        const store = await create({ rejectBranchingSessions });
        const [sessionId, root, older, newer] = [newId('session'), newId('root'), newId('older'), newId('newer')];
        await save(store, root, { sessionId });
        await save(store, older, { sessionId, parentId: root });
        await save(store, newer, { sessionId, parentId: root });
        const found = store.getSnapshot({ sessionId });
        if (rejectBranchingSessions) {
          await expect(found).rejects.toMatchObject({
            status: 'FAILED_PRECONDITION',
            message: expect.stringContaining(`Session '${sessionId}' has branching snapshots (2 leaves)`),
          });
        } else expect(await found).toMatchObject({ snapshotId: newer });
      }
    });

    test.each([
      [{}, 'neither'],
      [{ snapshotId: '', sessionId: '' }, 'neither'],
      [{ snapshotId: 'a', sessionId: 'b' }, 'snapshotId and sessionId'],
    ])('exactly one id is needed: %j', async (lookup, got) => {
      await expect((await create()).getSnapshot(lookup)).rejects.toMatchObject({
        status: 'INVALID_ARGUMENT',
        message: `INVALID_ARGUMENT: getSnapshot requires exactly one of 'snapshotId' or 'sessionId' (got ${got}).`,
      });
    });

    test('a session id may be any text', async () => {
      const store = await create();
      const sessionId = `${newId('../of/a user')} ü~*?`;
      const id = newId('snapshot');
      await save(store, id, { sessionId });
      expect(await store.getSnapshot({ sessionId })).toMatchObject({ snapshotId: id, sessionId });
      await expect(store.getSnapshot({ sessionId: ' ' })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    });

    test('tells of changes of one row, until it is told not to', async () => {
      const store = await create();
      const [id, other] = [newId('snapshot'), newId('other')];
      await save(store, id, { status: 'pending' });
      const seen: unknown[] = [];
      const stop = store.onSnapshotStateChange?.(id, ({ snapshotId, status }) => seen.push([snapshotId, status]));
      await save(store, other, { status: 'aborted' });
      await save(store, id, { status: 'aborted' });
      await until(() => seen.some((entry) => JSON.stringify(entry) === JSON.stringify([id, 'aborted'])));
      stop?.();
      const count = seen.length;
      await save(store, id, { status: 'failed' });
      expect(await store.getSnapshot({ snapshotId: id })).toMatchObject({ status: 'failed' });
      expect(seen).toHaveLength(count);
      expect(seen).not.toContainEqual([other, 'aborted']);
    });
  });
}
