import { describe, expect, test } from '@jest/globals';
import { durakit } from '../../index.ts';
import { runRegisteredStep } from '../../activities/run-registered-step.ts';
import { loadedApps } from '../../engine/app-registry.ts';
import type { RegisteredStep } from '../../engine/registered-steps.ts';

durakit({ mode: 'inline' });

async function run(step: RegisteredStep, captured: Record<string, unknown>): Promise<unknown> {
  const [app] = loadedApps();
  const caller = app?.engine.outside;
  if (app === undefined || caller === undefined) throw new Error('no app');
  const scope = {
    context: {},
    abortSignal: new AbortController().signal,
    streamingRequested: false,
    sendChunk: () => undefined,
    caller,
  };
  return await runRegisteredStep({ kind: 'step', app, key: '/step/menu/fill', step }, { input: captured, captured: undefined, scope });
}

const fill = (list: unknown): void => void (list as number[]).push(1);

describe('a hoisted step', () => {
  test('gives its result, and what it assigned', async () => {
    const result = await run(async ({ list }) => ({ result: (list as number[]).length }), { list: [1, 2] });
    const written = await run(async ({ list }) => ({ result: 1, writes: { list: [...(list as number[]), 3] } }), { list: [1, 2] });
    expect([result, written]).toEqual([2, { result: 1, writes: { list: [1, 2, 3] } }]);
  });

  test('fails, and is not retried, where it changes an object in place', async () => {
    const failing = run(async ({ list }) => ({ result: fill(list) }), { list: [], limit: 3 });
    await expect(failing).rejects.toMatchObject({ status: 'FAILED_PRECONDITION', step: '/step/menu/fill', details: { variable: 'list' } });
    await expect(failing).rejects.toThrow('has changed `list` of the flow around it. A step works on a copy');
  });

  test('names the instance, and sees what JSON cannot hold', async () => {
    const failing = run(async ({ this: self }) => ({ result: fill((self as { rows: number[] }).rows) }), { this: { rows: [] } });
    await expect(failing).rejects.toThrow('has changed a field of `this`');
    const cyclic = run(async ({ tree }) => ({ result: void Object.assign(tree as object, { tree }) }), { tree: {} });
    await expect(cyclic).rejects.toMatchObject({ details: { variable: 'tree' } });
  });

  test('may change what it assigns as well, and very large objects are not watched', async () => {
    const list = [0];
    const assigned = run(async (captured) => (fill(captured['list']), { result: 1, writes: { list: captured['list'] } }), { list });
    await expect(assigned).resolves.toEqual({ result: 1, writes: { list: [0, 1] } });
    const large = ['x'.repeat(300_000)];
    await expect(run(async (captured) => ({ result: fill(captured['large']) }), { large })).resolves.toBeUndefined();
  });
});
