import { expect, test } from '@jest/globals';
import { durakit, z } from '../../../index.ts';
import { createPendingInterrupts } from '../../../engine/tools/pending-interrupts.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { PendingInterrupt } from '../../../schemas/pending-interrupt.ts';

const asked: PendingInterrupt = { name: 'approve', ref: '1', interrupt: true, restartable: true, tool: 'approve' };

test('what was taken once is taken again in a replay, whatever the schemas have become; a second reply is not', () => {
  const interrupts = createPendingInterrupts();
  interrupts.add(asked);
  const reply = { kind: 'respond', name: 'approve', output: 'of the schema before the deploy' } as const;
  const schemas = {
    check: () => {
      throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'does not fit' });
    },
  };
  const strict = { schemas, describe: () => undefined } as unknown as Parameters<typeof interrupts.check>[0];
  expect(() => interrupts.check(strict, reply)).toThrow('does not fit');
  expect(interrupts.take(reply)).toEqual({ event: 'reply/approve#1', reply: { ...reply, ref: '1' } });
  expect(() => interrupts.take(reply)).toThrow('NOT_FOUND');
});

test('an inline run still checks an answer before it is taken', async () => {
  const ai = durakit({ mode: 'inline' });
  ai.defineInterrupt({ name: 'approve', description: 'asks', outputSchema: z.object({ ok: z.boolean() }) });
  const flow = ai.defineFlow(
    'asks',
    async () => await ai.waitForReply({ toolRequest: { name: 'approve' }, metadata: { interrupt: true } }),
  );
  const handle = await flow.start(undefined);
  await expect(handle.respond('approve', { wrong: 1 })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  await handle.respond('approve', { ok: true });
  expect(await handle.result()).toMatchObject({ respond: [{ toolResponse: { output: { ok: true } } }] });
});
