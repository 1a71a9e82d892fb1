import { expect, test } from '@jest/globals';
import { startTestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';

test('a durable generate: tools, an interrupt answered from outside', async () => {
  await using worker = await startTestWorker({ app: new URL('slice-app.ts', import.meta.url) });
  const handle = await worker.flow('approve').start(undefined);
  await waitUntil('it asks', async () => (await handle.interrupts()).length > 0);
  console.log(JSON.stringify(await handle.interrupts()));
  await expect(handle.respond('ask', { no: 1 })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  await expect(handle.respond('other', {})).rejects.toMatchObject({ status: 'NOT_FOUND' });
  await handle.respond('ask', { yes: true });
  console.log(await handle.result());
  console.log(((await handle.history())['events'] as { eventType: string }[]).map((event) => event.eventType).join('\n'));
  console.log(worker.output());
});
