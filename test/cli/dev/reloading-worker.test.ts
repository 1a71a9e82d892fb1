import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createReloadingWorker, type ReloadingWorker } from '../../../cli/dev/reloading-worker.ts';
import type { WorkerFailed, WorkerReady } from '../../../cli/dev/worker-message.ts';
import type { WorkerProcess } from '../../../cli/dev/worker-process.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { createRecordingTerminal, type RecordingTerminal } from '../recording-terminal.ts';

/** A worker process without a process. */
interface ScriptedWorker extends WorkerProcess {
  say(message: WorkerReady | WorkerFailed): void;
  die(): void;
  stopped: boolean;
}

let folder: string;
let app: string;
let started: ScriptedWorker[];
let terminal: RecordingTerminal;
let worker: ReloadingWorker;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-reload-'));
  app = path.join(folder, 'app.ts');
  await writeFile(app, '1');
  started = [];
  terminal = createRecordingTerminal();
  worker = createReloadingWorker({ start: createScriptedWorker, terminal, app: [app], waitsForChanges: true });
});
afterEach(async () => {
  await worker.stop();
  await rm(folder, { recursive: true, force: true });
});

function createScriptedWorker(): ScriptedWorker {
  const start = Promise.withResolvers<WorkerReady | WorkerFailed>();
  const exit = Promise.withResolvers<string>();
  const scripted: ScriptedWorker = {
    started: start.promise,
    exited: exit.promise,
    say: start.resolve,
    die: () => exit.resolve('SIGKILL'),
    stop: async () => {
      scripted.stopped = true;
      exit.resolve('exit code 0');
    },
    kill: () => exit.resolve('SIGKILL'),
    stopped: false,
  };
  started.push(scripted);
  return scripted;
}

const nth = (number: number): Promise<ScriptedWorker> => waitUntil(`worker ${number}`, () => started[number - 1]);
const ready = (...flows: string[]): WorkerReady => ({
  type: 'ready',
  agents: [],
  flows: flows.map((name) => ({ name })),
  modules: [app],
  bundle: { bytes: 1_900_000, milliseconds: 70, cached: true },
});
const failed = (status: WorkerFailed['status']): WorkerFailed => ({ type: 'failed', status, message: 'no good', modules: [app] });
const noted = (text: string): Promise<unknown> => waitUntil(text, () => terminal.notes.some((note) => note.includes(text)));

describe('createReloadingWorker', () => {
  test('a change starts a new worker, and the old one drains when the new one polls', async () => {
    const first = await nth(1);
    first.say(ready('menu'));
    await worker.ready;
    await writeFile(app, '2');
    const second = await nth(2);
    expect(first.stopped).toBe(false);
    second.say(ready('menu', 'order'));
    await noted('Reloaded: menu, order (bundle 1.9 MB, cached, 70 ms)');
    expect(first.stopped).toBe(true);
    expect(worker.flows()).toEqual([{ name: 'menu' }, { name: 'order' }]);
  });

  test('a broken change is told, and the old worker goes on until it is put right', async () => {
    const first = await nth(1);
    first.say(ready('menu'));
    await worker.ready;
    await writeFile(app, 'broken');
    (await nth(2)).say(failed('FAILED_PRECONDITION'));
    await noted('error: FAILED_PRECONDITION: no good');
    await noted('The worker before it goes on.');
    expect({ stopped: first.stopped, flows: worker.flows() }).toEqual({ stopped: false, flows: [{ name: 'menu' }] });
    await writeFile(app, '3');
    (await nth(3)).say(ready('menu'));
    await waitUntil('the old one drains', () => first.stopped);
  });

  test('an app that is broken from the start waits for a change', async () => {
    (await nth(1)).say(failed('FAILED_PRECONDITION'));
    await expect(worker.firstStart).resolves.toMatchObject({ type: 'failed' });
    await writeFile(app, '2');
    (await nth(2)).say(ready('menu'));
    await worker.ready;
  });

  test('a worker that dies is started again', async () => {
    const first = await nth(1);
    first.say(ready('menu'));
    await worker.ready;
    first.die();
    await noted('The worker ended (SIGKILL)');
    (await nth(2)).say(ready('menu'));
    await waitUntil('flows again', () => worker.flows().length);
  });

  test('a server that does not answer is tried again without a change', async () => {
    (await nth(1)).say(failed('UNAVAILABLE'));
    (await nth(2)).say(ready('menu'));
    await worker.ready;
  });

  test('stop ends all, also one that is starting, and starts none again', async () => {
    const first = await nth(1);
    await worker.stop();
    expect(first.stopped).toBe(true);
    first.say(failed('INTERNAL'));
    await worker.firstStart;
    expect({ started: started.length, notes: terminal.notes }).toEqual({ started: 1, notes: [] });
  });
});
