import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { toCanonicalJson } from '../../engine/to-canonical-json.ts';
import { openDatabase, type Database } from '../../providers/postgres/database.ts';
import type { ConversationReference } from '../../schemas/conversation-reference.ts';
import type { FlowEnvelope } from '../../schemas/flow-envelope.ts';
import type { MessageData } from '../../schemas/message.ts';
import { replay, startTestWorker, type TestWorker } from '../../testing.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../setup/database-proxy.ts';
import { waitUntil } from '../setup/wait-until.ts';

const APP = new URL('conversation-app.ts', import.meta.url);
const CALLS = 12;
let folder: string;
let worker: TestWorker;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-conversation-'));
  writeFileSync(path.join(folder, 'log'), '');
  worker = await start();
  database = openDatabase(process.env['DATABASE_URL'] ?? '');
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Readonly<Record<string, string>> = {}, taskQueue?: string): Promise<TestWorker> {
  return await startTestWorker({
    app: APP,
    env: { CONVERSATION_FOLDER: folder, ...env },
    ...(taskQueue !== undefined && { taskQueue }),
  });
}

function countLines(name: string): number {
  return readFileSync(path.join(folder, 'log'), 'utf8')
    .split('\n')
    .filter((line) => line === name).length;
}

/** The model or tool of that name stops where it begins until it is let go. */
function hold(name: string): () => void {
  const file = path.join(folder, `hold-${name}`);
  writeFileSync(file, '');
  return () => existsSync(file) && rmSync(file);
}

interface ModelInput {
  readonly messages: ConversationReference['delta'];
  readonly head: string | null | undefined;
}

interface HistoryEvent {
  readonly activityTaskScheduledEventAttributes?: {
    readonly activityType: { readonly name: string };
    readonly input: { readonly payloads: readonly { readonly data: string }[] };
  };
}

async function readModelInputs(handle: FlowHandle): Promise<ModelInput[]> {
  const { events } = (await handle.history()) as { events: HistoryEvent[] };
  return events.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => {
    if (scheduled?.activityType.name !== '/model/talker') return [];
    const [input, envelope] = scheduled.input.payloads.map(({ data }) => JSON.parse(Buffer.from(data, 'base64').toString()) as unknown);
    return [{ messages: (input as ModelInput).messages, head: (envelope as FlowEnvelope | undefined)?.conversation?.head }];
  });
}

function countTexts(inputs: readonly ModelInput[], text: string): number {
  return JSON.stringify(inputs).split(text).length - 1;
}

/** Every answer says how many messages the model was asked with, and their hash. */
function expectWhole(messages: readonly MessageData[]): void {
  for (const [index, { role, content }] of messages.entries()) {
    if (role !== 'model') continue;
    const [part] = content;
    const hash = createHash('sha256')
      .update(toCanonicalJson(messages.slice(0, index)))
      .digest('hex');
    expect(JSON.parse((part && 'text' in part && part.text) || 'null')).toEqual({ asked: index, hash });
  }
}

async function run(
  flow: string,
  about: string,
  calls = CALLS,
): Promise<{ handle: FlowHandle; messages: MessageData[]; inputs: ModelInput[] }> {
  const handle = await worker.flow(flow).start({ about, calls });
  const messages = (await handle.result()) as MessageData[];
  return { handle, messages, inputs: await readModelInputs(handle) };
}

test('each message is in one input of the model, and the model gets the whole conversation each time', async () => {
  const { handle, messages, inputs } = await run('talk', 'plain');
  expect(messages).toHaveLength(2 + 2 * CALLS + 1);
  expectWhole(messages);
  expect(inputs.map(({ messages: sent }) => sent.length)).toEqual([2, ...Array.from({ length: CALLS }, () => 1)]);
  expect(inputs[0]?.head).toBeNull();
  expect(new Set(inputs.map(({ head }) => head)).size).toBe(CALLS + 1);
  for (let index = 0; index < CALLS; index++) expect(countTexts(inputs, `needle-plain-${index}.`)).toBe(1);
  const file = path.join(folder, 'plain.json');
  writeFileSync(file, JSON.stringify(await handle.history()));
  await replay({ app: APP, files: [file] });
});

test('conversations beside each other do not mix', async () => {
  const { messages, inputs } = await run('talkBeside', 'beside', 5);
  for (const conversation of messages as unknown as MessageData[][]) expectWhole(conversation);
  expect(inputs).toHaveLength(18);
  for (const name of ['left', 'right', 'middle'])
    for (let index = 0; index < 5; index++) expect(countTexts(inputs, `needle-beside${name}-${index}.`)).toBe(1);
});

test('messages that a hook makes anew each time are known all the same', async () => {
  const { messages, inputs } = await run('talkThroughHook', 'hook', 5);
  expect(messages).toHaveLength(1 + 2 * 5 + 1);
  expect(inputs.map(({ messages: sent }) => sent.length)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('the end of a conversation goes on behind another beginning without being sent again', async () => {
  const { messages, inputs } = await run('talkAgain', 'again', 3);
  expectWhole(messages.slice(0, 1));
  expect(messages.at(-1)?.content).toEqual([{ text: expect.stringContaining(`"asked":${messages.length - 1},`) as unknown }]);
  expect(inputs.at(-1)).toMatchObject({ head: null, messages: [{ role: 'system' }, { last: 8 }, { role: 'user' }] });
});

describe('what goes wrong', () => {
  test('a worker that is killed in the middle: another one goes on with the same references', async () => {
    const letGo = hold('model-killed-4');
    const handle = await worker.flow('talk').start({ about: 'killed', calls: 8 });
    await waitUntil('the model runs', () => countLines('model-killed-4') > 0);
    await worker.kill();
    worker = await start({}, worker.taskQueue);
    letGo();
    const messages = (await handle.result()) as MessageData[];
    expectWhole(messages);
    const inputs = await readModelInputs(handle);
    expect(inputs.map(({ messages: sent }) => sent.length)).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(countLines('model-killed-3')).toBe(1);
  });

  test('a conversation that is gone from the store is sent whole, once', async () => {
    const letGo = hold('tool-swept-2');
    const handle = await worker.flow('talk').start({ about: 'swept', calls: 5 });
    await waitUntil('the tool runs', () => countLines('tool-swept-2') > 0);
    const { rowCount } = await database.pool.query(`delete from durakit.messages where json like '%swept%'`);
    expect(rowCount).toBeGreaterThan(2);
    letGo();
    expectWhole((await handle.result()) as MessageData[]);
    const inputs = await readModelInputs(handle);
    // the fourth call fails before its model is asked
    expect(inputs.map(({ messages: sent }) => sent.length)).toEqual([2, 1, 1, 1, 8, 1, 1]);
    expect([0, 1, 2, 3, 4, 5].map((index) => countLines(`model-swept-${index}`))).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('a database that goes away while the model answers costs no answer', async () => {
    const proxy: DatabaseProxy = await startDatabaseProxy(process.env['DATABASE_URL'] ?? '');
    const own = await start({ DATABASE_URL: proxy.url });
    const [letGo, letToolGo] = [hold('model-away-2'), hold('tool-away-2')];
    const handle = await own.flow('talk').start({ about: 'away', calls: 4 });
    await waitUntil('the model runs', () => countLines('model-away-2') > 0);
    proxy.shut();
    letGo();
    await waitUntil('the tool runs', () => countLines('tool-away-2') > 0);
    proxy.open();
    letToolGo();
    expectWhole((await handle.result()) as MessageData[]);
    expect([0, 1, 2, 3, 4].map((index) => countLines(`model-away-${index}`))).toEqual([1, 1, 1, 1, 1]);
    const inputs = await readModelInputs(handle);
    // the third answer has no head: the next call goes on with the second's
    expect(inputs.map(({ messages: sent }) => sent.length)).toEqual([2, 1, 1, 3, 1]);
    await own[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  });
});
