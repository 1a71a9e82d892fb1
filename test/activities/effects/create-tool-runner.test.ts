import { describe, expect, test } from '@jest/globals';
import { createToolRunner } from '../../../activities/effects/create-tool-runner.ts';
import type { EffectStore } from '../../../engine/effect-store.ts';
import type { ToolEffects } from '../../../engine/tools/tool-effects.ts';
import { createMemoryEffectStore } from './memory-effect-store.ts';

const position = { workflowId: 'flow/pay/1', runId: 'r', place: '5' };

interface Try {
  readonly store?: EffectStore;
  readonly effects?: ToolEffects;
  readonly inputs: readonly unknown[];
  readonly place?: string;
}

/** The ids that the tools of one try are given. */
async function callIds({ store, effects, inputs, place = '5' }: Try): Promise<unknown[]> {
  const runner = createToolRunner({ ...position, place, store, lastTry: false, warn: () => undefined });
  const ids: unknown[] = [];
  for (const input of inputs) {
    const abortSignal = new AbortController().signal;
    ids.push(await runner({ key: '/tool/refund', name: 'refund', input, effects, abortSignal, run: async (callId) => callId }));
  }
  return ids;
}

describe('the id of a call', () => {
  test('is a UUID of version 8, that another try has as well', async () => {
    const [first] = await callIds({ inputs: [{ order: 1 }] });
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await callIds({ inputs: [{ order: 1 }] })).toEqual([first]);
  });

  test('tells inputs, calls that are alike, and places apart', async () => {
    const ids = [...(await callIds({ inputs: [1, 2, 1, undefined] })), ...(await callIds({ inputs: [1], place: '6' }))];
    expect(new Set(ids).size).toBe(5);
  });
});

test('only tools with effects once leave rows', async () => {
  const store = createMemoryEffectStore();
  const read = await callIds({ store, effects: 'read', inputs: [1] });
  const known = await callIds({ store, effects: 'idempotent', inputs: [1] });
  expect(store.rows.size).toBe(0);
  expect(await callIds({ store, effects: 'once', inputs: [1] })).toEqual(known);
  expect([...store.rows.keys()]).toEqual(read);
});

test('without a database such a tool is not run', async () => {
  const ran = callIds({ effects: 'once', inputs: [1] });
  await expect(ran).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  await expect(ran).rejects.toThrow("The tool 'refund' has effects 'once', which needs PostgreSQL: set DATABASE_URL for this worker");
});
