import { describe, expect, test } from '@jest/globals';
import { durakit } from '../../../index.ts';
import { backgroundModel, genkitPluginV2, type ModelOperation } from '../../../plugin.ts';

const video = (name: string): ReturnType<typeof backgroundModel> =>
  backgroundModel({
    name,
    poll: { initial: 1 },
    start: async () => ({ id: `job of ${name}`, done: false }),
    check: async ({ id }) => ({ id, done: true, output: { message: { role: 'model', content: [{ text: id }] } } }),
  });

const createPlugin = (): ReturnType<typeof genkitPluginV2> =>
  genkitPluginV2({
    name: 'studio',
    init: () => [video('known')],
    resolve: (type, name) => (type === 'background-model' && name === 'late' ? video(name) : undefined),
  });

describe('background models of plugins', () => {
  test.each(['studio/known', 'studio/late'])('%s is found by its whole name, which is in its operations', async (model) => {
    const ai = durakit({ mode: 'inline', plugins: [createPlugin()] });
    const { text, operation } = await ai.generate({ model, prompt: 'x' });
    expect(text).toBe(`job of ${model.slice('studio/'.length)}`);
    expect(operation?.action).toBe(`/background-model/${model}`);
  });

  test('check is found before the model was ever used', async () => {
    const ai = durakit({ mode: 'inline', plugins: [createPlugin()] });
    const operation: ModelOperation = { id: 'x', action: '/background-model/studio/late' };
    expect(await ai.checkOperation(operation)).toMatchObject({ id: 'x', done: true, action: operation.action });
  });

  test('all three keys are listed', async () => {
    const ai = durakit({ mode: 'inline', plugins: [createPlugin()] });
    const keys = Object.keys(await ai.registry.listActions());
    expect(keys).toEqual(['/background-model/studio/known', '/check-operation/studio/known/check']);
  });
});

test('a poll that cannot be kept', () => {
  expect(() => video('x')).not.toThrow();
  const define = (): unknown =>
    backgroundModel({
      name: 'x',
      poll: { initial: '1m', max: '1s' },
      start: async () => ({ id: 'x' }),
      check: async (operation) => operation,
    });
  expect(define).toThrow("INVALID_ARGUMENT: The poll of 'x' cannot be kept");
});

test("an abort ends the wait and stops the vendor's job", async () => {
  const cancelled: string[] = [];
  const ai = durakit({ mode: 'inline' });
  const controller = new AbortController();
  ai.defineBackgroundModel({
    name: 'endless',
    poll: { initial: '1h', max: '1h' },
    start: async () => {
      setImmediate(() => controller.abort());
      return { id: 'endless-1', done: false };
    },
    check: async (operation) => operation,
    cancel: async (operation) => {
      cancelled.push(operation.id);
      return operation;
    },
  });
  await expect(ai.generate({ model: 'endless', prompt: 'x', abortSignal: controller.signal })).rejects.toThrow('CANCELLED');
  expect(cancelled).toEqual(['endless-1']);
});

test('looks that fail for a reason that passes are repeated', async () => {
  const ai = durakit({ mode: 'inline' });
  let looks = 0;
  ai.defineBackgroundModel({
    name: 'busy',
    poll: { initial: 1, max: 1 },
    start: async () => ({ id: 'busy-1' }),
    check: async ({ id }) => {
      if (++looks < 3) throw Object.assign(new Error('slow down'), { status: 'RESOURCE_EXHAUSTED' });
      return { id, done: true, output: { message: { role: 'model', content: [{ text: `after ${looks}` }] } } };
    },
  });
  expect((await ai.generate({ model: 'busy', prompt: 'x' })).text).toBe('after 3');
});
