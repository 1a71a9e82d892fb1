import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { APP, createAppFolder, type AppFolder } from './create-app-folder.ts';
import { callCli, listProcesses, startCli, type Cli } from './start-cli.ts';

const PIRATE = '{"theme":"pirate"}';
const FIRST_RUN = ['--run', 'menu', '--input', PIRATE];

describe('durakit dev, and the other commands beside it', () => {
  let app: AppFolder;
  let dev: Cli;
  const durakit = (...commandLine: string[]): ReturnType<typeof callCli> => callCli(commandLine, app.folder);

  beforeAll(async () => {
    app = await createAppFolder();
    dev = startCli(['dev', 'app.ts', ...FIRST_RUN], app.folder);
    await dev.waitFor(/Ctrl-C stops everything/);
  });
  afterAll(async () => {
    await dev[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  test('it prints the result of the first run, and where all is', () => {
    expect(dev.output()).toBe('Tonight: pirate soup\n');
    expect(dev.notes()).toMatch(/Temporal UI +http:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows/);
    expect(dev.notes()).toMatch(/API +http:\/\/127\.0\.0\.1:\d+/);
  });

  test('run prints a result; the same id is the same run', async () => {
    expect(await durakit('run', 'menu', PIRATE, '--id', 'one')).toEqual({ code: 0, output: 'Tonight: pirate soup\n', notes: '' });
    const again = await durakit('run', 'menu', '{"theme":"other"}', '--id', 'one', '--json');
    expect(JSON.parse(again.output)).toEqual({
      id: 'one',
      workflowId: 'flow/menu/one',
      status: 'completed',
      result: 'Tonight: pirate soup',
    });
  });

  test('a run that fails is exit code 1, and --json has its error', async () => {
    const { code, output } = await durakit('run', 'menu', '{"theme":7}', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      status: 'failed',
      error: { status: 'INVALID_ARGUMENT', details: { errors: [{ path: 'theme' }] } },
    });
  });

  test('show tells what happened, ps lists it', async () => {
    expect((await durakit('show', 'flow/menu/one')).output).toMatch(/^menu {2}completed after [^]*✓ menu\/load +\d+ ms +8 B → 13 B/);
    const shown = JSON.parse((await durakit('show', 'flow/menu/one', '--json')).output) as unknown;
    expect(shown).toMatchObject({ status: 'completed', entries: [{ kind: 'step', name: 'menu/load', attempts: 1 }], pending: [] });
    expect((await durakit('ps')).output).toMatch(/completed +menu .* flow\/menu\/one/);
    expect(await durakit('show', 'flow/menu/none')).toMatchObject({ code: 1, notes: expect.stringContaining('NOT_FOUND') });
  });

  test('an exported run is replayed, and a changed flow is caught', async () => {
    expect(await durakit('export', 'flow/menu/one', '-o', 'histories/one.json')).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(path.join(app.folder, 'histories/one.json'), 'utf8'))).toHaveProperty('events');
    const good = await durakit('replay', 'histories/one.json', '--app', 'app.ts');
    expect(good).toMatchObject({ code: 0, output: 'ok   histories/one.json\n' });
    const changed = APP.replace("return 'Tonight", "await ai.sleep('1s');\n  return 'Tonight");
    await app.write(changed);
    const bad = await durakit('replay', 'histories/one.json', '--app', 'app.ts');
    expect(bad).toMatchObject({ code: 1, output: expect.stringMatching(/^NOT {2}histories\/one\.json\n {5}Flow 'menu'/) });
    await app.write(APP);
  });

  test('signal and cancel reach a run that waits', async () => {
    const { output } = await durakit('run', 'order', '--id', 'a', '--no-wait');
    expect(output).toBe('flow/order/a\n');
    expect((await durakit('signal', 'flow/order/a', 'approve', '{"by":"Ada"}')).code).toBe(0);
    expect(JSON.parse((await durakit('run', 'order', '--id', 'a')).output)).toEqual({ approved: { by: 'Ada' } });
    await durakit('run', 'order', '--id', 'b', '--no-wait');
    expect((await durakit('cancel', 'flow/order/b', '--reason', 'the guests left')).code).toBe(0);
    const cancelled = await durakit('run', 'order', '--id', 'b', '--json');
    expect({ code: cancelled.code, ...(JSON.parse(cancelled.output) as object) }).toMatchObject({ code: 1, status: 'cancelled' });
  });

  test('Ctrl-C while waiting leaves the run running', async () => {
    await using waiting = startCli(['run', 'order', '--id', 'c'], app.folder);
    // it answers Ctrl-C from the moment at which the run is there
    await expectRunning('flow/order/c');
    waiting.signal('SIGINT');
    expect(await waiting.exited).toBe(130);
    expect(waiting.notes()).toMatch(/The run goes on: flow\/order\/c[^]*durakit cancel flow\/order\/c/);
    await expectRunning('flow/order/c');
  });

  test('the API answers with the same run for the same run id', async () => {
    const [, url = ''] = /API +(http:\S+)/.exec(dev.notes()) ?? [];
    const body = JSON.stringify({ data: { theme: 'web' } });
    const post = (): Promise<Response> =>
      fetch(`${url}/menu`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-durakit-run-id': 'web' } });
    const response = await post();
    expect(await response.json()).toEqual({ result: 'Tonight: web soup' });
    expect(response.headers.get('x-durakit-workflow-id')).toBe('flow/menu/web');
    expect(await (await post()).json()).toEqual({ result: 'Tonight: web soup' });
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
  });

  test('a change is served by a new worker, a broken one leaves the old', async () => {
    await app.write(APP.replace('Tonight', 'Today'));
    const changed = async (): Promise<string> => (await durakit('run', 'menu', PIRATE)).output;
    // until the new worker polls, and the old one has drained
    while ((await changed()) !== 'Today: pirate soup\n');
    await app.write('const broken = ;');
    await dev.waitFor(/The worker before it goes on/);
    expect(await changed()).toBe('Today: pirate soup\n');
  });

  test('doctor is content', async () => {
    const { code, output } = await durakit('doctor', '--json');
    expect(JSON.parse(output)).toMatchObject({ ok: true });
    expect(code).toBe(0);
  });

  test('Ctrl-C stops everything it started', async () => {
    expect(listProcesses(app.folder)).not.toEqual([]);
    dev.signal('SIGINT');
    expect(await dev.exited).toBe(0);
    expect(listProcesses(app.folder)).toEqual([]);
  });

  async function expectRunning(workflowId: string): Promise<void> {
    for (;;) {
      const { code, output } = await durakit('show', workflowId, '--json');
      if (code !== 0) continue;
      expect(JSON.parse(output)).toMatchObject({ status: 'running' });
      return;
    }
  }
});

test('dev --once prints the result, exits 0 and leaves nothing behind', async () => {
  await using app = await createAppFolder();
  const { code, output } = await callCli(['dev', 'app.ts', ...FIRST_RUN, '--once'], app.folder);
  expect({ code, output }).toEqual({ code: 0, output: 'Tonight: pirate soup\n' });
  expect(listProcesses(app.folder)).toEqual([]);
});

test('dev --once exits 1 when the app is broken, and says where', async () => {
  await using app = await createAppFolder();
  await app.write('const broken = ;');
  const { code, notes } = await callCli(['dev', 'app.ts', '--once'], app.folder);
  expect(code).toBe(1);
  expect(notes).toMatch(/app\.ts/);
  expect(listProcesses(app.folder)).toEqual([]);
});

test.each([
  ['before anything is started', /Starting app\.ts/],
  ['between the servers', /PostgreSQL at|Temporal at/],
  ['while the worker starts', /migrations? applied/],
])('Ctrl-C %s leaves no orphan', async (_when, moment) => {
  await using app = await createAppFolder();
  await using dev = startCli(['dev', 'app.ts', ...FIRST_RUN], app.folder);
  await dev.waitFor(moment);
  dev.signal('SIGINT');
  expect(await dev.exited).not.toBe(0);
  expect(listProcesses(app.folder)).toEqual([]);
});

test('no server says what to do, and wrong use is exit code 2', async () => {
  await using app = await createAppFolder();
  expect(await callCli(['migrate'], app.folder)).toMatchObject({ code: 1, notes: expect.stringContaining('DATABASE_URL') });
  expect(await callCli(['rnu'], app.folder)).toMatchObject({ code: 2, output: '', notes: expect.stringContaining('Did you mean run?') });
});
