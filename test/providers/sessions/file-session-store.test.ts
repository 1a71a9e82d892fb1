import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { SessionStoreOptions } from '../../../engine/sessions/session-store.ts';
import { FileSessionStore, type FileSessionStoreOptions } from '../../../providers/sessions/file-session-store.ts';
import { describeSessionStore } from '../../engine/sessions/describe-session-store.ts';
import { waitUntil } from '../../setup/wait-until.ts';

const root = mkdtempSync(path.join(tmpdir(), 'durakit-sessions-'));
let folders = 0;
const newFolder = (): string => path.join(root, String(++folders));

afterAll(() => rmSync(root, { recursive: true, force: true }));

describeSessionStore('FileSessionStore', {
  create: (options) => new FileSessionStore(newFolder(), { ...options, snapshotWatchPollIntervalMs: 20 }),
  until: (condition) => waitUntil('the change is told', condition),
});

interface Opened {
  readonly folder: string;
  readonly store: FileSessionStore;
}

function open(options: FileSessionStoreOptions = {}): Opened {
  const folder = newFolder();
  return { folder, store: new FileSessionStore(folder, options) };
}

const row = (given: { sessionId?: string; parentId?: string; createdAt?: string }) => ({
  createdAt: '2026-01-01T00:00:00.000Z',
  status: 'completed' as const,
  ...given,
});

const pointerOf = (folder: string, sessionId: string): string => path.join(folder, 'global', '.pointers', `${sessionId}.json`);

describe('files', () => {
  test('each snapshot is one file; the newest of a session is in .pointers', async () => {
    const { folder, store } = open();
    await store.saveSnapshot('first', () => row({ sessionId: 's' }));
    await store.saveSnapshot('second', () => row({ sessionId: 's', parentId: 'first' }));
    expect(readdirSync(path.join(folder, 'global')).sort()).toEqual(['.pointers', 'first.json', 'second.json']);
    expect(JSON.parse(readFileSync(pointerOf(folder, 's'), 'utf8'))).toMatchObject({ currentSnapshotId: 'second' });
    expect(await new FileSessionStore(folder).getSnapshot({ snapshotId: 'first' })).toMatchObject({ snapshotId: 'first' });
  });

  test.each([
    ['is missing', (file: string) => rmSync(file)],
    ['is broken', (file: string) => writeFileSync(file, '{')],
    ['leads nowhere', (file: string) => writeFileSync(file, JSON.stringify({ currentSnapshotId: 'gone' }))],
    ['holds no id', (file: string) => writeFileSync(file, JSON.stringify({ currentSnapshotId: 1 }))],
  ])('a pointer that %s is made anew', async (_name, harm) => {
    const { folder, store } = open();
    await store.saveSnapshot('first', () => row({ sessionId: 's' }));
    await store.saveSnapshot('second', () => row({ sessionId: 's', parentId: 'first' }));
    harm(pointerOf(folder, 's'));
    expect(await store.getSnapshot({ sessionId: 's' })).toMatchObject({ snapshotId: 'second' });
    expect(JSON.parse(readFileSync(pointerOf(folder, 's'), 'utf8'))).toMatchObject({ currentSnapshotId: 'second' });
  });

  test('a prefix separates tenants, in reads, writes and watches', async () => {
    const snapshotPathPrefix = ({ context }: SessionStoreOptions = {}): string => String(context?.['tenant']);
    const { folder, store } = open({ snapshotPathPrefix, snapshotWatchPollIntervalMs: 20 });
    const [anna, bert] = [{ context: { tenant: 'anna' } }, { context: { tenant: 'bert' } }];
    const seen: string[] = [];
    const stop = store.onSnapshotStateChange('same', ({ sessionId }) => seen.push(String(sessionId)), bert);
    await store.saveSnapshot('same', () => row({ sessionId: 'a' }), anna);
    await store.saveSnapshot('same', () => row({ sessionId: 'b' }), bert);
    await waitUntil('the change is told', () => seen.length > 0);
    stop();
    expect(seen).toEqual(['b']);
    expect(await store.getSnapshot({ snapshotId: 'same', ...anna })).toMatchObject({ sessionId: 'a' });
    expect(await store.getSnapshot({ sessionId: 'a', ...bert })).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['anna', 'bert']);
    const outside = { context: { tenant: '../elsewhere' } };
    await expect(store.getSnapshot({ snapshotId: 'same', ...outside })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('a chain is kept as long as it may be', async () => {
    const { folder, store } = open({ maxPersistedChainLength: 2 });
    for (const [index, id] of ['one', 'two', 'three', 'four'].entries()) {
      const parentId = ['one', 'two', 'three'][index - 1];
      await store.saveSnapshot(id, () => row({ sessionId: 's', ...(parentId !== undefined && { parentId }) }));
    }
    expect(readdirSync(path.join(folder, 'global')).sort()).toEqual(['.pointers', 'four.json', 'three.json']);
    expect(await store.getSnapshot({ sessionId: 's' })).toMatchObject({ snapshotId: 'four' });
  });

  test('a file that is there is told at once', async () => {
    const { store } = open({ snapshotWatchPollIntervalMs: 60_000 });
    await store.saveSnapshot('here', () => row({}));
    const seen: unknown[] = [];
    const stop = store.onSnapshotStateChange('here', ({ snapshotId }) => seen.push(snapshotId));
    await waitUntil('the file is told', () => seen.length > 0);
    stop();
    expect(seen).toEqual(['here']);
  });

  test.each(['../outside', 'a/b', 'a\\b', '..', '.', 'a\0b'])('the id %j is no file name', async (id) => {
    const { folder, store } = open();
    const message = `INVALID_ARGUMENT: Invalid snapshotId: "${id}". A snapshotId must be a plain file name (no path separators or "..").`;
    await expect(store.getSnapshot({ snapshotId: id })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', message });
    await expect(store.saveSnapshot(id, () => row({}))).rejects.toMatchObject({ message });
    await expect(store.saveSnapshot(undefined, () => ({ ...row({}), snapshotId: id }))).rejects.toMatchObject({ message });
    expect(() => store.onSnapshotStateChange(id, () => undefined)).toThrow(message);
    expect(readdirSync(folder).filter((name) => name !== 'global')).toEqual([]);
  });
});
