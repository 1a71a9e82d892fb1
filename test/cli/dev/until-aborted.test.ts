import { expect, test } from '@jest/globals';
import { untilAborted } from '../../../cli/dev/until-aborted.ts';

test('gives what the work gives', async () => {
  await expect(untilAborted(Promise.resolve(7), new AbortController().signal)).resolves.toBe(7);
  await expect(untilAborted(Promise.reject(new Error('bad')), new AbortController().signal)).rejects.toThrow('bad');
});

test('rejects with the reason when the signal fires, or has fired', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(new Promise(() => undefined), controller.signal);
  controller.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(untilAborted(new Promise(() => undefined), controller.signal)).rejects.toThrow('stopped');
});
