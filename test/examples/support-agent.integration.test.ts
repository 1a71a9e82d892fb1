import { expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { startTestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { createShell } from './create-shell.ts';
import { readCommands } from './read-commands.ts';
import { startShell } from './start-shell.ts';

// each command is a process of its own
jest.setTimeout(5 * 60_000);

const APP = new URL('../../examples/support-agent/app.ts', import.meta.url);
const [dev, chat = '', reopen = '', ask = '', respond = '', show = ''] = readCommands('support-agent');
const QUESTION = 'refund#1/1({"order":"A-1001","amount":40})  {"question":"Pay 40 € back for A-1001?"}';
const names = { agent: 'support', sessionId: '42' };

test('examples/support-agent: a chat that is killed in the middle of an answer, and opened again; a refund that is approved, and paid once', async () => {
  expect(dev).toBe('npm run durakit -- dev examples/support-agent/app.ts');
  expect(reopen).toBe(chat);
  await using first = await startTestWorker({ app: APP });
  const { taskQueue, client } = first;
  const shell = createShell(taskQueue);
  const statusOf = async (): Promise<string | undefined> => (await client.sessions.history(names)).at(-1)?.status;

  await using closed = startShell(chat, taskQueue);
  closed.type('My order A-1001 was cold.');
  await waitUntil('the turn runs', async () => (await statusOf()) === 'pending');
  await closed.kill();
  await first.kill();

  await using second = await startTestWorker({ app: APP, taskQueue });
  await using opened = startShell(reopen, taskQueue);
  await opened.sees('A-1001 was cold soup for 40 €.');
  opened.type('I want my money back.');
  await opened.sees(QUESTION);
  expect(await shell(ask)).toEqual({ code: 0, output: `${QUESTION}\n`, notes: '' });
  expect(await countRefunds()).toBe(0);
  opened.type('y');
  await opened.sees('40 € are paid back for A-1001. Your case is closed.');
  opened.type('/artifacts case-A-1001.md');
  const { code, output } = await opened.end();
  expect(output).toMatch(/Your case is closed\.\n# A-1001\n\nThe soup was cold\. 40 € are paid back for A-1001\.\n$/);
  expect(code).toBe(0);
  expect(await countRefunds()).toBe(1);

  const shown = await shell(show);
  expect(shown.output).toMatch(
    /^support 42 {2}idle after 3 turns\n[^]*artifacts +case-A-1001\.md\n[^]*← delegate_to_billing [^]*completed {2}stop/,
  );
  expect(await shell(respond)).toMatchObject({ code: 1, notes: expect.stringContaining("No interrupt 'refund' waits") });
  expect(second.output()).toBe('');
});

test('the approval is given by another command', async () => {
  await using worker = await startTestWorker({ app: APP });
  const shell = createShell(worker.taskQueue);
  const other = (command: string): string => command.replace(/\b42\b/, '43');
  const paid = await countRefunds();
  const send = other(chat).replace(' chat ', ' send ');
  expect(await shell(`${send} 'A refund for A-1001, please.'`)).toMatchObject({
    code: 0,
    output: '',
    notes: expect.stringContaining("  or have the tool run: durakit respond agent/support/43 'refund#1/1' --restart\n"),
  });
  expect(await shell(other(respond))).toEqual({ code: 0, output: "'refund' of agent/support/43 runs again\n", notes: '' });
  await waitUntil('it is paid', async () => (await countRefunds()) === paid + 1);
  const view = async (): Promise<unknown> =>
    (await worker.client.sessions.get({ agent: 'support', sessionId: '43' }))?.snapshot.state?.artifacts;
  await waitUntil('the case is closed', async () => JSON.stringify(await view())?.includes('case-A-1001.md'));
  expect(await countRefunds()).toBe(paid + 1);
});

async function countRefunds(): Promise<number> {
  const database = new Client({ connectionString: process.env['DATABASE_URL'] });
  await database.connect();
  try {
    const { rows } = await database.query<{ there: boolean }>(`select to_regclass('example_refunds') is not null as there`);
    if (rows[0]?.there !== true) return 0;
    return Number((await database.query<{ n: string }>(`select count(*) as n from example_refunds where order_id = 'A-1001'`)).rows[0]?.n);
  } finally {
    await database.end();
  }
}
