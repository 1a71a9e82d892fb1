import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../client/connect.ts';
import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import { openDatabase } from '../../providers/postgres/database.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { startMortalWorkers, type MortalWorkers } from '../setup/mortal-workers.ts';
import { startRestartableServices, type RestartableServices } from '../setup/restartable-services.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { readSessionFaults, type SessionFaults } from './session-faults.ts';

const SESSIONS = 20;
const TURNS = 30;
const KILL_MILLISECONDS = 2_000;
/** On a machine that is busy with other things the rest goes on in peace. */
const CHAOS_MILLISECONDS = 60_000;
const LIMIT_MILLISECONDS = 240_000;
const TASK_QUEUE = 'session-chaos';

let services: RestartableServices;
let workers: MortalWorkers;
let client: DurakitClient;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-session-chaos-'));
  await writeFile(path.join(folder, 'calls'), '');
  services = await startRestartableServices();
  const { address, namespace, databaseUrl } = services;
  workers = await startMortalWorkers({
    app: new URL('session-chaos-app.ts', import.meta.url),
    count: 3,
    environment: {
      DURAKIT_MODE: 'durable',
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: namespace,
      DATABASE_URL: databaseUrl,
      DURAKIT_TASK_QUEUE: TASK_QUEUE,
      MODEL_CALLS: path.join(folder, 'calls'),
    },
  });
  client = await connect({ address, namespace, databaseUrl, taskQueue: TASK_QUEUE });
}, 120_000);
afterAll(async () => {
  await client?.close();
  await workers?.[Symbol.asyncDispose]();
  await services?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const sessions = Array.from({ length: SESSIONS }, (_, index): SessionNames => ({ agent: 'witness', sessionId: `session-${index + 1}` }));
const said = ({ sessionId }: SessionNames): string[] => Array.from({ length: TURNS }, (_, index) => `${sessionId} turn ${index + 1}`);

test('20 sessions of 30 turns: each message has one answer, in order, while workers, PostgreSQL and Temporal are killed', async () => {
  const begun = performance.now();
  let answered = 0;
  const send = async (names: SessionNames, text: string): Promise<AgentOutput> => {
    const output = await client.sessions.send(names, text, { messageId: text });
    answered++;
    return output;
  };
  const sending = sessions.map((names) => Promise.allSettled(said(names).map((text) => send(names, text))));
  const all = Promise.all(sending);
  workers.killEvery(KILL_MILLISECONDS);
  const peace = setTimeout(() => void workers.stopKilling(), CHAOS_MILLISECONDS);
  const share = (part: number): Promise<boolean> =>
    waitUntil(`${part} of the turns are answered`, () => answered >= part * SESSIONS * TURNS, LIMIT_MILLISECONDS);
  await share(0.05);
  await services.restartPostgres();
  await share(0.15);
  await services.restartTemporal();
  const answers = await all;
  clearTimeout(peace);
  await workers.stopKilling();
  const seconds = Math.round((performance.now() - begun) / 1_000);

  const database = openDatabase(services.databaseUrl);
  const faults: SessionFaults[] = [];
  for (const [index, names] of sessions.entries())
    faults.push(await readSessionFaults({ client, database, names, said: said(names), answers: answers[index] ?? [] }));
  await database.close();
  const sum = (of: (one: SessionFaults) => number): number => faults.reduce((total, one) => total + of(one), 0);
  const calls = (await readFile(path.join(folder, 'calls'), 'utf8')).split('\n').filter(Boolean);
  const table = {
    sessions: SESSIONS,
    turns: SESSIONS * TURNS,
    answered,
    duplicates: sum(({ duplicates }) => duplicates),
    lost: sum(({ lost }) => lost),
    'out of order': sum(({ outOfOrder }) => outOfOrder),
    'worker kills': workers.kills,
    'PostgreSQL restarts': 1,
    'Temporal restarts': 1,
    'model calls beyond one per turn': calls.length - SESSIONS * TURNS,
    seconds,
  };
  process.stdout.write(
    `${Object.entries(table)
      .map(([name, value]) => `${name.padEnd(32)}${String(value).padStart(6)}\n`)
      .join('')}`,
  );

  expect(faults.flatMap(({ texts }) => texts)).toEqual([]);
  expect(workers.ended).toEqual([]);
  expect(workers.kills).toBeGreaterThan(0);
  expect(table).toMatchObject({ answered: SESSIONS * TURNS, duplicates: 0, lost: 0, 'out of order': 0 });
  expect(new Set(calls).size).toBe(SESSIONS * TURNS);
  // one call at most is in flight in each session when a worker or the database dies
  expect(calls.length - SESSIONS * TURNS).toBeLessThanOrEqual((workers.kills + 2) * SESSIONS);
}, 420_000);
