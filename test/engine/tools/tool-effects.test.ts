import { describe, expect, test } from '@jest/globals';
import { durakit, z } from '../../../index.ts';
import { callAction, runAction } from '../../../engine/call-action.ts';
import { loadedApps } from '../../../engine/app-registry.ts';
import type { ActionCall } from '../../../engine/action-caller.ts';
import type { Engine } from '../../../engine/engine.ts';
import { runThroughRunner, type ToolExecution } from '../../../engine/tools/tool-runner.ts';
import type { ActionKey } from '../../../schemas/action-key.ts';

const ai = durakit({ mode: 'inline' });
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const refund = ai.defineTool(
  {
    name: 'refund',
    effects: 'once',
    outputSchema: z.string(),
    retry: { maxAttempts: 1 },
    reconcile: (input, { callId }) => ({ state: 'done', output: input === 'wrong' ? (5 as never) : `found ${callId}` }),
  },
  async (_input, { callId }) => callId,
);
const lookUp = ai.defineTool({ name: 'lookUp', effects: 'read', retry: { maxAttempts: 1 } }, async () => 1);

function engineOf(): Engine {
  const [app] = loadedApps();
  if (app === undefined) throw new Error('no app');
  return app.engine;
}

async function executionOf(key: ActionKey, input: unknown): Promise<ToolExecution> {
  const engine = engineOf();
  const action = engine.registry.lookup(key);
  const caller = engine.outside;
  if (action === undefined || caller === undefined) throw new Error(`no ${key}`);
  const scope = { caller, context: {}, abortSignal: new AbortController().signal, streamingRequested: false, sendChunk: () => undefined };
  return (await runThroughRunner(engine, action, {
    input,
    name: action.name,
    scope,
    runner: async (execution) => execution,
  })) as ToolExecution;
}

describe('inline', () => {
  test('a tool has another id in each call', async () => {
    const ids = [await refund(1), await refund(1)];
    expect(ids[0]).not.toBe(ids[1]);
    for (const id of ids) expect(id).toMatch(uuid);
  });

  test('so has one that is not registered', async () => {
    const local = ai.dynamicTool({ name: 'local', effects: 'once' }, (_input, { callId }) => callId);
    expect(await local({})).toMatch(uuid);
  });
});

describe('what a worker is told of a tool', () => {
  test('its effects, and the function that clears up a doubt', async () => {
    const { reconcile, run, ...execution } = await executionOf('/tool/refund', 'x');
    expect(execution).toMatchObject({ key: '/tool/refund', name: 'refund', input: 'x', effects: 'once' });
    expect(await run('c1')).toBe('c1');
    expect(await reconcile?.('c1')).toEqual({ state: 'done', output: 'found c1' });
  });

  test('as a multipart tool it gives its value as one', async () => {
    const { reconcile, run } = await executionOf('/tool.v2/refund', 'x');
    expect(await run('c1')).toEqual({ output: 'c1' });
    expect(await reconcile?.('c1')).toEqual({ state: 'done', output: { output: 'found c1' } });
  });

  test('what reconcile gives is held against the schema of the output', async () => {
    const { reconcile } = await executionOf('/tool/refund', 'wrong');
    await expect(reconcile?.('c1')).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('only tools go through the runner', async () => {
    const engine = engineOf();
    const action = { key: '/util/plain' as const, type: 'util' as const, name: 'plain', body: () => 'ran' };
    const caller = engine.outside;
    if (caller === undefined) throw new Error('no caller');
    const scope = { caller, context: {}, abortSignal: new AbortController().signal, streamingRequested: false, sendChunk: () => undefined };
    const run = { input: 1, name: 'plain', scope };
    expect(await runThroughRunner(engine, action, { ...run, runner: async () => 'runner' })).toBe(await runAction(engine, action, run));
  });
});

test('a call with effects once is tried often enough to find out what became of it, any other as its options say', async () => {
  const engine = engineOf();
  const seen: ActionCall[] = [];
  const caller = { ...engine.outside, callAction: async (call: ActionCall) => void seen.push(call) } as NonNullable<Engine['outside']>;
  const spied = { ...engine, outside: caller };
  for (const { key, toolName } of [refund, lookUp]) {
    await callAction(spied, { key, name: toolName, input: 1, options: { retry: { maxAttempts: 1 } } });
  }
  await callAction(spied, {
    key: '/tool/local',
    name: 'local',
    input: 1,
    options: { retry: { maxAttempts: 1 } },
    tool: { effects: 'once' },
  });
  expect(seen.map(({ options }) => options.retry?.maxAttempts)).toEqual([5, 1, 5]);
});

test('reconcile is refused for a tool that is not registered', () => {
  expect(() => ai.dynamicTool({ name: 'local', effects: 'once', reconcile: () => ({ state: 'unknown' }) }, () => 1)).toThrow(
    "The tool 'local' is not registered: another worker would not find its `reconcile`",
  );
});
