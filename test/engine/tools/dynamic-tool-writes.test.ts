import { expect, test } from '@jest/globals';
import type { ActionCall, ActionCaller } from '../../../engine/action-caller.ts';
import { loadedApps } from '../../../engine/app-registry.ts';
import { createJournaledStep, journaledWritesOf } from '../../../engine/journaled-step.ts';
import { durakit } from '../../../index.ts';

test('a journal is told what the function of a dynamic tool changes around it', async () => {
  const ai = durakit({ mode: 'inline' });
  const engine = loadedApps().find((app) => app.ai === ai)?.engine;
  const writes = { changed: () => ({ total: 1 }) };
  const add = ai.dynamicTool(
    { name: 'add', description: 'adds' },
    createJournaledStep(async () => 1, writes),
  );
  const calls: ActionCall[] = [];
  const caller = { callAction: async (call: ActionCall) => void calls.push(call) } as unknown as ActionCaller;
  const { signal } = new AbortController();
  const scope = {
    kind: 'flow',
    name: 'sum',
    caller,
    context: {},
    abortSignal: signal,
    streamingRequested: false,
    sendChunk: () => undefined,
  } as const;
  await engine?.scopes.run(scope, () => add({}));
  expect(calls.map(({ local }) => journaledWritesOf(local))).toEqual([writes]);
});
