import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { startTestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { createShell } from './create-shell.ts';
import { readCommands } from './read-commands.ts';

const APP = new URL('../../examples/tools/app.ts', import.meta.url);

test('examples/tools runs, and shows, as its README says', async () => {
  await using worker = await startTestWorker({ app: APP });
  const shell = createShell(worker.taskQueue);
  const [dev, run = '', show = ''] = readCommands('tools');
  expect(dev).toBe('npm run durakit -- dev examples/tools/app.ts');

  expect(await shell(run)).toEqual({
    code: 0,
    output:
      'Lisbon has 24 °C, Atlantis {"error":{"status":"NOT_FOUND","message":"there is no weather station in Atlantis"}}. ' +
      'You have a table for 4 at 20:00, with pumpkin risotto,fig tart.\n',
    notes: '',
  });
  const shown = await shell(show);
  expect(shown.code).toBe(0);
  expect(storyOf(shown.output)).toEqual(storyInReadme());

  const history = JSON.stringify(await worker.client.handle('flow/concierge/1').history());
  const started = [...history.matchAll(/"activityType":\{"name":"([^"]+)"\}/g)].map(([, name]) => name);
  expect(started.sort()).toEqual([
    '/model/pretend',
    '/model/pretend',
    '/model/pretend',
    '/tool/bookTable',
    '/tool/weather',
    '/tool/weather',
  ]);
});

test('a booking that was under way when its worker died is found, and not made twice', async () => {
  const database = new Client({ connectionString: process.env['DATABASE_URL'] });
  await database.connect();
  const read = async (query: string): Promise<number> => Number((await database.query<{ n: string }>(query)).rows[0]?.n);
  const waiting = `select count(*) as n from pg_locks where not granted and relation = 'example_bookings'::regclass`;
  try {
    const env = { DURAKIT_HEARTBEAT: '1s' };
    await using first = await startTestWorker({ app: APP, env });
    await first.flow('concierge').run({ wish: 'makes the table' });
    const bookings = await read('select count(*) as n from example_bookings');

    await database.query('begin; lock table example_bookings');
    const handle = await first.flow('concierge').start({ wish: 'Dinner' });
    await waitUntil('the booking is under way', async () => (await read(waiting)) === 1);
    await first.kill();
    await using second = await startTestWorker({ app: APP, env, taskQueue: first.taskQueue });
    await waitUntil('the other worker asks whether it took place', async () => (await read(waiting)) === 2);
    await database.query('rollback');

    expect(await second.client.handle(handle.workflowId).result()).toContain('You have a table for 4 at 20:00');
    expect(await read('select count(*) as n from example_bookings')).toBe(bookings + 1);
  } finally {
    await database.end();
  }
});

/** The last block of the README. */
function storyInReadme(): string[] {
  const text = readFileSync(new URL('../../examples/tools/README.md', import.meta.url), 'utf8');
  const block = text.split('```').at(-2) ?? '';
  return sorted(
    block
      .trim()
      .split('\n')
      .map((line) => line.replaceAll(/ {2,}/g, ' ')),
  );
}

/** The lines of `durakit show`, each with its note and without times, sizes and ids. */
function storyOf(shown: string): string[] {
  const lines: string[] = [];
  for (const line of shown.split('\n').slice(7)) {
    const title = /[✓✗] (?:flow )?\S+/.exec(line)?.[0];
    if (title !== undefined) lines.push(title);
    else if (line.trim() !== '' && !line.includes('flow/')) lines.push(`${lines.pop() ?? ''} ${line.trim()}`);
  }
  return sorted(lines);
}

/** What runs in parallel has no order. */
function sorted(lines: readonly string[]): string[] {
  return [...lines].sort();
}
