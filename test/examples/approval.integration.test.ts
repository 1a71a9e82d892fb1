import { expect, jest, test } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { startTestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { createShell } from './create-shell.ts';
import { readCommands } from './read-commands.ts';

// each command is a process of its own
jest.setTimeout(5 * 60_000);

const APP = new URL('../../examples/approval/app.ts', import.meta.url);
const QUESTION = 'approveRefund({"order":"A-1001","amount":40})';
const [dev, run = '', ask = '', respond = '', result = '', runAnother = '', answer = ''] = readCommands('approval');

const untilItAsks = async (handle: FlowHandle): Promise<unknown> =>
  await waitUntil('the run asks', async () => (await handle.interrupts()).length > 0);

test('examples/approval: asked by one process that is killed, answered through another, by a third', async () => {
  expect(dev).toBe('npm run durakit -- dev examples/approval/app.ts');
  await using first = await startTestWorker({ app: APP });
  const shell = createShell(first.taskQueue);
  const show = `npm run -s durakit -- show flow/refund/42`;
  expect(await shell(run)).toEqual({ code: 0, output: 'flow/refund/42\n', notes: '' });
  await untilItAsks(first.client.handle('flow/refund/42'));
  await first.kill();

  await using second = await startTestWorker({ app: APP, taskQueue: first.taskQueue });
  expect(await shell(ask)).toEqual({ code: 0, output: `${QUESTION}\n`, notes: '' });
  expect((await shell(show)).output).toMatch(
    /^refund {2}running [^]*waits for an answer \(durakit respond flow\/refund\/42 <tool> '<json>'\)\n {2}approveRefund\(\{"order":"A-1001","amount":40\}\)\n$/,
  );
  const refused = await shell(respond.replace('true', '"perhaps"'));
  expect(refused).toMatchObject({ code: 1, output: '', notes: expect.stringMatching(/INVALID_ARGUMENT[^]*approved: must be boolean/) });

  expect(await shell(respond)).toEqual({ code: 0, output: "answered 'approveRefund' of flow/refund/42\n", notes: '' });
  expect(await shell(result)).toEqual({ code: 0, output: 'We are sorry about the soup. You get 40 € back.\n', notes: '' });
  expect((await shell(show)).output).not.toContain('waits for an answer');
  expect(await shell(respond)).toMatchObject({ code: 1, notes: expect.stringContaining('flow/refund/42') });
  expect(second.output()).toBe('');
});

test('examples/approval/answer.ts answers', async () => {
  await using worker = await startTestWorker({ app: APP });
  const shell = createShell(worker.taskQueue);
  await shell(runAnother);
  await untilItAsks(worker.client.handle('flow/refund/43'));
  const { code, output } = await shell(answer);
  expect(output).toBe(
    'approveRefund {"order":"A-1001","amount":40}: {"approved":false,"reason":"it was gazpacho"}\n' +
      'We are sorry about the soup, and cannot give you a refund: it was gazpacho.\n',
  );
  expect(code).toBe(0);
});
