import { describe, expect, test } from '@jest/globals';
import { createDynamicProvidersApi } from '../../../engine/dynamic-providers/create-dynamic-providers-api.ts';
import { createProvidedActionsCache } from '../../../engine/dynamic-providers/provided-actions-cache.ts';
import type { Engine } from '../../../engine/engine.ts';
import { dynamicTool } from '../../../engine/tools/define-tool.ts';
import { z } from 'zod';
import { createBodilessEngine, createEngine, runFlow } from '../registry/create-engine.ts';

function tools(engine: Engine, ...names: string[]) {
  return names.map((name) =>
    dynamicTool(
      engine,
      { name, description: `does ${name}`, inputSchema: z.object({ n: z.number() }) },
      async ({ n }: { n: number }) => n * 2,
    ),
  );
}

function createProvider(ttlMillis?: number) {
  const { engine, logged } = createEngine();
  const fetches = { count: 0, fail: false };
  const provider = createDynamicProvidersApi(engine).defineDynamicActionProvider(
    { name: 'host', description: 'my host', cacheConfig: { ttlMillis }, metadata: { a: 1 } },
    async () => {
      fetches.count += 1;
      if (fetches.fail) throw new Error('offline');
      return { tool: tools(engine, 'echo', 'echo2', 'other') };
    },
  );
  return { engine, logged, fetches, provider };
}

describe('the cache', () => {
  function createCache(ttlMillis: number | undefined) {
    const state = { time: 0, fetches: 0, logged: [] as string[], result: async (): Promise<string> => 'value' };
    const cache = createProvidedActionsCache({
      fetch: async () => {
        state.fetches += 1;
        return await state.result();
      },
      ttlMillis,
      now: () => state.time,
      log: (message) => state.logged.push(message),
    });
    return { cache, state };
  }

  test.each([
    [undefined, 3000],
    [0, 3000],
    [500, 500],
  ])('a time to live of %s keeps a value for %d ms', async (ttlMillis, lifetime) => {
    const { cache, state } = createCache(ttlMillis);
    await cache.getOrFetch();
    state.time = lifetime;
    await cache.getOrFetch();
    expect(state.fetches).toBe(1);
    state.time = lifetime + 1;
    await cache.getOrFetch();
    expect(state.fetches).toBe(2);
  });

  test('a negative one keeps nothing', async () => {
    const { cache, state } = createCache(-1);
    await cache.getOrFetch();
    await cache.getOrFetch();
    expect(state.fetches).toBe(2);
  });

  test('calls at the same time share one fetch', async () => {
    const { cache, state } = createCache(-1);
    expect(await Promise.all([cache.getOrFetch(), cache.getOrFetch(), cache.getOrFetch()])).toEqual(['value', 'value', 'value']);
    expect(state.fetches).toBe(1);
  });

  test('a failure clears it, is logged and reaches everyone who waits', async () => {
    const { cache, state } = createCache(500);
    await cache.getOrFetch();
    state.time = 501;
    state.result = () => Promise.reject(new Error('offline'));
    const [first, second] = await Promise.allSettled([cache.getOrFetch(), cache.getOrFetch()]);
    expect([first, second]).toMatchObject([{ reason: { message: 'offline' } }, { reason: { message: 'offline' } }]);
    expect(state.logged).toEqual(['Error fetching Dynamic Action Provider value:']);
    state.result = async () => 'again';
    expect(await cache.getOrFetch()).toBe('again');
  });

  test('what is fetched while it is invalidated is not kept', async () => {
    const { cache, state } = createCache(500);
    const gate = Promise.withResolvers<string>();
    state.result = () => gate.promise;
    const stale = cache.getOrFetch();
    cache.invalidate();
    state.result = async () => 'new';
    expect(await cache.getOrFetch()).toBe('new');
    gate.resolve('old');
    expect(await stale).toBe('old');
    expect(await cache.getOrFetch()).toBe('new');
    expect(state.fetches).toBe(2);
  });
});

describe('defineDynamicActionProvider', () => {
  test('registers an action that gives the metadata of what it has', async () => {
    const { engine, provider } = createProvider();
    expect(engine.registry.lookup('/dynamic-action-provider/host')).toMatchObject({
      description: 'my host',
      metadata: { a: 1, type: 'dynamic-action-provider' },
    });
    expect(await provider()).toMatchObject([
      {
        actionType: 'tool',
        name: 'echo',
        description: 'does echo',
        inputSchema: { type: 'object' },
        key: '/dynamic-action-provider/host:tool/echo',
      },
      { name: 'echo2' },
      { name: 'other' },
    ]);
    createDynamicProvidersApi(engine).defineDynamicActionProvider('plain', () => ({}));
    expect(engine.registry.lookup('/dynamic-action-provider/plain')?.name).toBe('plain');
  });

  test('gives one action, which can be called', async () => {
    const { provider, fetches } = createProvider();
    const echo = await provider.getAction('tool', 'echo');
    expect(echo?.__action).toMatchObject({ name: 'echo', description: 'does echo' });
    expect(await echo?.({ n: 4 })).toBe(8);
    await expect(echo?.({ n: 'x' })).rejects.toThrow('n: must be number');
    expect(await provider.getAction('tool', 'none')).toBeUndefined();
    expect(await provider.getAction('resource', 'echo')).toBeUndefined();
    expect(fetches.count).toBe(1);
  });

  test('lists by name, by prefix and all', async () => {
    const { provider } = createProvider();
    const names = async (type: string, pattern: string): Promise<string[]> =>
      (await provider.listActionMetadata(type, pattern)).map(({ name }) => name);
    expect(await names('tool', '*')).toEqual(['echo', 'echo2', 'other']);
    expect(await names('tool', 'ech*')).toEqual(['echo', 'echo2']);
    expect(await names('tool', 'echo')).toEqual(['echo']);
    expect(await names('tool', 'none')).toEqual([]);
    expect(await names('prompt', '*')).toEqual([]);
  });

  test('gives a record by key, and refuses an action without a name', async () => {
    const { engine, provider } = createProvider();
    const record = await provider.getActionMetadataRecord('/dynamic-action-provider/host');
    expect(Object.keys(record)).toEqual(['echo', 'echo2', 'other'].map((name) => `/dynamic-action-provider/host:tool/${name}`));
    const nameless = Object.assign(() => undefined, { __action: { actionType: 'tool', name: '' } });
    const bad = createDynamicProvidersApi(engine).defineDynamicActionProvider('bad', () => ({ tool: [nameless] }));
    await expect(bad.getActionMetadataRecord('/dynamic-action-provider/bad')).rejects.toMatchObject({
      message: 'INVALID_ARGUMENT: Invalid metadata when listing dynamic actions from /dynamic-action-provider/bad - name required',
    });
  });

  test('forgets when told to, and after a failure', async () => {
    const { provider, fetches, logged } = createProvider(60_000);
    await provider.getAction('tool', 'echo');
    await provider.getAction('tool', 'echo');
    expect(fetches.count).toBe(1);
    provider.invalidateCache();
    fetches.fail = true;
    await expect(provider.getAction('tool', 'echo')).rejects.toThrow('offline');
    expect(logged).toEqual(['Error fetching Dynamic Action Provider value:']);
    fetches.fail = false;
    expect((await provider.getAction('tool', 'echo'))?.key).toBe('/dynamic-action-provider/host:tool/echo');
    expect(fetches.count).toBe(3);
  });

  test('its actions are found and listed by the registry', async () => {
    const { engine } = createProvider();
    expect(await engine.registry.lookupAction('/dynamic-action-provider/host:tool/other')).toMatchObject({ name: 'other', type: 'tool' });
    expect(await engine.registry.resolveActionNames('/dynamic-action-provider/host:tool/echo*')).toHaveLength(2);
    expect(Object.keys(await engine.registry.listResolvableActions())).toContain('/dynamic-action-provider/host:tool/echo2');
  });

  test('in a flow the questions and the calls go to the worker', async () => {
    const worker = createProvider();
    const sandbox = createBodilessEngine();
    const provider = createDynamicProvidersApi(sandbox).defineDynamicActionProvider('host', () => {
      throw new Error('fetched in the sandbox');
    });
    const { output, calls } = await runFlow(sandbox, worker.engine, async () => {
      const echo = await provider.getAction('tool', 'echo');
      expect((await sandbox.registry.lookupAction('/dynamic-action-provider/host:tool/echo2'))?.name).toBe('echo2');
      return await echo?.({ n: 21 });
    });
    expect(output).toBe(42);
    expect(calls).toEqual(['/dynamic-action-provider/host', '/dynamic-action-provider/host', '/dynamic-action-provider/host:tool/echo']);
    expect(worker.fetches.count).toBe(1);
  });
});
