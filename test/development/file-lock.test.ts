import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryLock, waitForLock } from '../../development/file-lock.ts';
import { startProgram } from './start-program.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durakit-lock-'));
  path = join(folder, 'deep', 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('file lock', () => {
  test('the second process waits, says for whom, and gets it on release', async () => {
    const first = startProgram('hold-lock', [path]);
    const holder = await first.read('held');
    const second = startProgram('hold-lock', [path]);
    expect(await second.read('waiting')).toBe(holder);
    first.child.kill('SIGTERM');
    expect(await second.read('held')).toBe(String(second.child.pid));
    second.child.kill('SIGTERM');
    await second.exited;
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  test('the lock of a killed process is taken over', async () => {
    const first = startProgram('hold-lock', [path]);
    await first.read('held');
    first.child.kill('SIGKILL');
    await first.exited;
    const lock = await tryLock(path);
    expect(lock).toHaveProperty('release');
  });

  test('of many at once exactly one gets it', async () => {
    const locks = await Promise.all(Array.from({ length: 20 }, () => tryLock(path)));
    expect(locks.filter((lock) => 'release' in lock)).toHaveLength(1);
  });

  test('waiting ends with the signal', async () => {
    await tryLock(path);
    const controller = new AbortController();
    const waiting = waitForLock(path, { signal: controller.signal, onWait: () => controller.abort() });
    await expect(waiting).rejects.toThrow('abort');
  });
});
