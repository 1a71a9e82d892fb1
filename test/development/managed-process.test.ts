import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startManagedProcess, type ManagedProcess } from '../../development/processes/managed-process.ts';
import { isLiveProcess, readProcessIdentity, referToThisProcess } from '../../development/processes/process-identity.ts';
import { startProgram } from './start-program.ts';
import { waitUntil } from './wait-until.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durakit-process-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function startSleeper(command = ['sleep', '1000'], options: { signal?: AbortSignal; stopLimit?: number } = {}): Promise<ManagedProcess> {
  return startManagedProcess({
    name: 'The sleeper',
    command: command[0] ?? '',
    arguments: command.slice(1),
    logFile: join(folder, 'log'),
    recordFile: join(folder, 'process.json'),
    stopSignal: 'SIGTERM',
    stopLimit: 5_000,
    ...options,
  });
}

const isGone = (processId: number) => (): boolean => readProcessIdentity(processId) === undefined;

describe('startManagedProcess', () => {
  test('stop() sends the stop signal and removes the record', async () => {
    const sleeper = await startSleeper();
    expect(JSON.parse(await readFile(join(folder, 'process.json'), 'utf8'))).toMatchObject({ processId: sleeper.processId });
    expect(await sleeper.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(isGone(sleeper.processId)()).toBe(true);
    expect(existsSync(join(folder, 'process.json'))).toBe(false);
    expect(await sleeper.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test('a process that ignores the stop signal is killed after the limit, with its children', async () => {
    const deaf = await startSleeper(['sh', '-c', 'trap "" TERM; sleep 1000 & echo $! >&2; while :; do wait; done'], { stopLimit: 100 });
    await waitUntil('the child is named', async () => (await readFile(join(folder, 'log'), 'utf8')).includes('\n'));
    const grandchild = Number(await readFile(join(folder, 'log'), 'utf8'));
    await deaf.stop();
    await waitUntil('both are gone', () => isGone(deaf.processId)() && isGone(grandchild)());
  });

  test('the output goes to the log, the exit code to the caller', async () => {
    const child = await startSleeper(['sh', '-c', 'echo out; echo wrong >&2; exit 3']);
    expect(await child.exited).toEqual({ code: 3, signal: null });
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('out\nwrong\n');
  });

  test('a program that does not exist is named', async () => {
    await expect(startSleeper(['/nowhere/temporal'])).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      message: expect.stringContaining('/nowhere/temporal'),
    });
  });

  test('kill -9 of the owner ends the process', async () => {
    const owner = startProgram('own-process', [folder, 'sleep', '1000']);
    const processId = Number(await owner.read('process'));
    owner.child.kill('SIGKILL');
    await waitUntil('the process is gone', isGone(processId));
  });

  test('kill -9 of the supervisor ends the process', async () => {
    const sleeper = await startSleeper();
    const stat = await readFile(`/proc/${sleeper.processId}/stat`, 'utf8').catch(() => undefined);
    if (stat === undefined) return void (await sleeper.stop()); // only Linux tells the parent in a file
    process.kill(Number(stat.split(' ')[3]), 'SIGKILL');
    await sleeper.exited;
    await waitUntil('the process is gone', isGone(sleeper.processId));
  });

  test('an abort during the start leaves no process', async () => {
    const controller = new AbortController();
    const started = startSleeper(['sh', '-c', `echo $$ > ${folder}/number; exec sleep 1000`], { signal: controller.signal });
    controller.abort(new Error('not wanted'));
    await expect(started).rejects.toThrow('not wanted');
    if (existsSync(join(folder, 'number'))) expect(isGone(Number(await readFile(join(folder, 'number'), 'utf8')))()).toBe(true);
  });

  test('data of a living owner is refused, and the owner is named', async () => {
    const owner = startProgram('own-process', [folder, 'sleep', '1000']);
    const processId = Number(await owner.read('process'));
    await expect(startSleeper()).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: { processId, ownerProcessId: owner.child.pid },
    });
    owner.child.kill('SIGKILL');
    await waitUntil('the process is gone', isGone(processId));
  });

  test('a process whose owner and supervisor both died is ended first', async () => {
    const orphan = await startSleeper();
    const owner = { processId: 1, identity: 'long gone' };
    const record = { processId: orphan.processId, identity: readProcessIdentity(orphan.processId), owner };
    await writeFile(join(folder, 'process.json'), JSON.stringify(record));
    const next = await startSleeper(undefined, { stopLimit: 50 });
    expect(isGone(orphan.processId)()).toBe(true);
    await next.stop();
  });
});

describe('process identity', () => {
  test('tells a process from another one of the same number', () => {
    expect(isLiveProcess(referToThisProcess())).toBe(true);
    expect(isLiveProcess({ ...referToThisProcess(), identity: 'earlier' })).toBe(false);
  });
});
