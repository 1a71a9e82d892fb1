import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createShell, type ShellResult } from '../../examples/create-shell.ts';
import { startShell, type RunningShell } from '../../examples/start-shell.ts';
import { newSession, startSessionsSetup, type SessionsSetup } from '../../sessions/sessions-setup.ts';
import { waitUntil } from '../../setup/wait-until.ts';

// each command is a process of its own
jest.setTimeout(3 * 60_000);

const DURAKIT = 'node --conditions=durakit-source --disable-warning=ExperimentalWarning cli/main.ts';
let setup: SessionsSetup;
let durakit: (commandLine: string) => Promise<ShellResult>;
const chat = (sessionId: string, agent = 'listener'): RunningShell =>
  startShell(`exec ${DURAKIT} chat ${agent} ${sessionId}`, setup.worker.taskQueue);

beforeAll(async () => {
  setup = await startSessionsSetup();
  const shell = createShell(setup.worker.taskQueue);
  durakit = (commandLine) => shell(`${DURAKIT} ${commandLine}`);
}, 120_000);
afterAll(async () => {
  await setup?.[Symbol.asyncDispose]();
});

test('send: the answer is the output, what else there is to know is noted, the exit code says how it went', async () => {
  const { sessionId } = newSession();
  const send = (rest: string): Promise<ShellResult> => durakit(`send listener ${sessionId} ${rest}`);
  expect(await send('"hello, you" --message-id m1')).toEqual({ code: 0, output: '1:hello, you\n', notes: '' });
  expect(await send('"hello, you" --message-id m1')).toEqual({ code: 0, output: '1:hello, you\n', notes: '' });
  const whole = JSON.parse((await send(`--json --input '{"message":{"role":"user","content":[{"text":"again"}]}}'`)).output) as unknown;
  expect(whole).toMatchObject({ sessionId, finishReason: 'stop', message: { content: [{ text: '2:again' }] } });
  const { snapshotId = '' } = whole as { snapshotId?: string };
  expect(await send('fail')).toMatchObject({
    code: 1,
    output: '',
    notes: expect.stringMatching(/^failed: [^]*no luck[^]*durakit sessions show listener /),
  });
  expect(await send(`third --from ${snapshotId}`)).toMatchObject({ code: 0, output: '3:third\n' });
  expect(await send('')).toMatchObject({ code: 2, notes: expect.stringContaining('Give either a text or --input.') });
  expect(await send('x --from nowhere')).toMatchObject({
    code: 1,
    notes: expect.stringMatching(/NOT_FOUND[^]*Snapshot nowhere not found/),
  });

  expect(await send('"approve a b"')).toEqual({
    code: 0,
    output: '',
    notes: ['a', 'b']
      .map(
        (name) =>
          `waits for an answer: approve#4-${name}({"name":"${name}"})\n` +
          `  answer it: durakit respond agent/listener/${sessionId} 'approve#4-${name}' '<json>'\n`,
      )
      .join(''),
  });
});

test('send --detach, abort, and a session that is busy', async () => {
  const { sessionId } = newSession();
  const name = `held-${sessionId}`;
  expect(await durakit(`send listener ${sessionId} "gate ${name}" --detach`)).toEqual({
    code: 0,
    output: `agent/listener/${sessionId}\n`,
    notes: `The turn goes on. Look at it: durakit sessions show listener ${sessionId}\n`,
  });
  const refused = await durakit(`send listener ${sessionId} no --on-busy reject`);
  expect(refused).toMatchObject({ code: 1, notes: expect.stringMatching(/FAILED_PRECONDITION[^]*is busy with a turn/) });
  await waitUntil('the model runs', () => setup.begun(name) > 0);
  expect(await durakit(`sessions abort listener ${sessionId}`)).toMatchObject({
    code: 0,
    output: `abort requested: listener ${sessionId}\n`,
  });
  expect(await durakit(`send listener ${sessionId} next`)).toMatchObject({ code: 0, output: '1:next\n' });
  expect((await durakit(`sessions show listener ${sessionId}`)).output).toMatch(/aborted {4}aborted[^]*completed {2}stop/);
  expect(await durakit('sessions abort listener nobody')).toMatchObject({ code: 1, output: '' });
});

test('sessions: listed, found, shown, deleted', async () => {
  const { sessionId } = newSession();
  await durakit(`send listener ${sessionId} "an unheard-of aardvark ${sessionId}"`);
  const listed = await durakit('sessions --agent listener --status completed --limit 500');
  expect(listed.output).toMatch(new RegExp(`^STATUS [^]*\\ncompleted +listener +${sessionId} +1 +2 `));
  const { sessions } = JSON.parse((await durakit('sessions list --limit 500 --json')).output) as { sessions: unknown[] };
  // the database is that of other tests as well
  expect(sessions).toContainEqual(expect.objectContaining({ agent: 'listener', sessionId, turns: 1, messages: 2 }));
  expect((await durakit('sessions search aardvark --agent listener')).output).toContain(sessionId);
  expect(await durakit('sessions search zyzzyva')).toEqual({ code: 0, output: '', notes: 'Nobody has said that.\n' });

  const kept = await durakit(`sessions delete listener ${sessionId}`);
  expect(kept).toMatchObject({ code: 1, output: '', notes: expect.stringMatching(/Delete session [^]*Nothing is deleted\./) });
  expect(await durakit(`sessions delete listener ${sessionId} --yes`)).toMatchObject({
    code: 0,
    output: `deleted: listener ${sessionId}\n`,
  });
  expect(await durakit(`sessions delete listener ${sessionId} --yes`)).toMatchObject({ code: 1, output: '' });
  expect(await durakit(`sessions show listener ${sessionId}`)).toMatchObject({ code: 1, notes: expect.stringContaining('NOT_FOUND') });
  expect(await durakit('sessions sweep --older-than 3650d')).toMatchObject({ code: 0, output: '0 sessions deleted\n' });
  expect(await durakit('sessions sweep')).toMatchObject({ code: 2, notes: expect.stringContaining('--older-than') });
});

test('chat: a line is a message; questions are asked one by one, and what does not fit is refused', async () => {
  const { sessionId } = newSession();
  await using running = chat(sessionId);
  running.type('hello');
  running.type('approve a b');
  await running.sees('listener asks (1 of 2): approve#2-a({"name":"a"})');
  running.type('{"a":1}');
  await running.sees('listener asks: approve#2-b({"name":"b"})');
  running.type('not this one');
  await running.sees('2:["{\\"a\\":1}","not this one"]');
  running.type('fail');
  const { code, output, notes } = await running.end();
  expect(output).toBe('1:hello\n2:["{\\"a\\":1}","not this one"]\n');
  expect(notes).toContain('no luck');
  expect(code).toBe(1);
});

test('chat: the command that ends in the middle of a turn leaves it running, and it can be aborted', async () => {
  const { sessionId } = newSession();
  const name = `chat-${sessionId}`;
  await using first = chat(sessionId);
  first.type(`gate ${name}`);
  await waitUntil('the model runs', () => setup.begun(name) > 0);
  expect(await first.interrupt()).toEqual({
    code: 130,
    output: '',
    notes: `\nThe turn goes on. Reopen the chat with: durakit chat listener ${sessionId}\n`,
  });
  await using second = chat(sessionId);
  await second.sees('A turn is under way. Waiting for its answer.');
  setup.open(name);
  await second.sees(`1:gate ${name}`);
  second.type(`gate never-${name}`);
  await waitUntil('the next one runs', () => setup.begun(`never-${name}`) > 0);
  second.type('/abort');
  await second.sees('aborted: the turn was stopped.');
  await second.interrupt();
});

test('chat: with an agent that keeps no conversations the chat has it', async () => {
  const { sessionId } = newSession();
  await using running = chat(sessionId, 'stranger');
  running.type('one');
  running.type('two');
  expect(await running.end()).toMatchObject({ code: 0, output: '1:one\n2:two\n' });
});
