import { describe, expect, test } from '@jest/globals';
import type { ActionArguments } from '../../../engine/action.ts';
import { watchModel } from '../../../engine/models/watch-model.ts';
import type { ModelPolicy } from '../../../schemas/model-policy.ts';

function surroundings(policy: ModelPolicy): ActionArguments & { readonly chunks: unknown[] } {
  const chunks: unknown[] = [];
  const { signal } = new AbortController();
  return { context: {}, abortSignal: signal, streamingRequested: true, sendChunk: (chunk) => void chunks.push(chunk), policy, chunks };
}

const forEver = new Promise<never>(() => undefined);
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

describe('watchModel', () => {
  test('without limits the model gets what there is', async () => {
    const given = surroundings({});
    await watchModel('m', given, async (watched) => expect(watched).toBe(given));
  });

  test('aborts a model that gives no sign', async () => {
    const watched = watchModel('m', surroundings({ firstByteMilliseconds: 20 }), ({ abortSignal }) => untilAborted(abortSignal));
    const message = 'm: DEADLINE_EXCEEDED: no sign of an answer came within 20 ms (firstByteTimeout)';
    await expect(watched).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED', message, details: { class: 'timeout' } });
  });

  test('gives up on one that ignores its signal', async () => {
    await expect(watchModel('m', surroundings({ firstByteMilliseconds: 20 }), () => forEver)).rejects.toMatchObject({
      details: { class: 'timeout' },
    });
  });

  test.each(['chunk', 'sign'])('a %s ends the wait for the first; silence after it is a stall', async (kind) => {
    const given = surroundings({ firstByteMilliseconds: 60_000, stallMilliseconds: 20 });
    const watched = watchModel('m', given, async ({ sendChunk, signOfLife }) => {
      if (kind === 'chunk') sendChunk('a');
      else signOfLife?.();
      return await forEver;
    });
    await expect(watched).rejects.toThrow('the answer began and then nothing came for 20 ms (stallTimeout)');
    expect(given.chunks).toEqual(kind === 'chunk' ? ['a'] : []);
  });

  test('a stall is none before the first sign', async () => {
    const given = surroundings({ stallMilliseconds: 1 });
    const answer = await watchModel('m', given, async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return 'late';
    });
    expect(answer).toBe('late');
  });

  test("the run's own abort and the model's own error pass", async () => {
    const controller = new AbortController();
    const given = { ...surroundings({ firstByteMilliseconds: 60_000 }), abortSignal: controller.signal };
    const watched = watchModel('m', given, ({ abortSignal }) => untilAborted(abortSignal));
    controller.abort(new Error('stopped by hand'));
    await expect(watched).rejects.toThrow('stopped by hand');
    await expect(watchModel('m', surroundings({ stallMilliseconds: 9 }), () => Promise.reject(new Error('oops')))).rejects.toThrow('oops');
  });
});
