import { describe, expect, test } from '@jest/globals';
import {
  embedder,
  evaluator,
  genkitPlugin,
  genkitPluginV2,
  indexer,
  model,
  modelActionMetadata,
  reranker,
  resource,
  retriever,
} from 'durakit/plugin';
import { z } from 'zod';
import type { Ai } from '../../../engine/create-ai.ts';
import { createModelAction } from '../../../engine/define-model.ts';
import { createRegistry, type Registry } from '../../../engine/registry.ts';
import type { GenerateResponseData } from '../../../schemas/generate-response.ts';

const answer = (text: string): GenerateResponseData => ({ message: { role: 'model', content: [{ text }] }, finishReason: 'stop' });

/** The part of an `ai` that plugins of the first kind use. */
function createAi(registry: Registry): Ai {
  const defineModel = (name: string): void => registry.register(createModelAction({ name }, () => answer(name)));
  return { registry, defineModel: ({ name }: { name: string }) => defineModel(name) } as unknown as Ai;
}

describe('genkitPlugin', () => {
  test('defines its actions with the ai that it is part of, when they are needed', async () => {
    const asked: string[] = [];
    const plugin = genkitPlugin(
      'p',
      async (ai) => {
        asked.push('init');
        ai.defineModel({ name: 'p/known' }, () => answer(''));
      },
      async (ai, type, target) => {
        asked.push(`resolve ${type} ${target}`);
        if (target === 'later') ai.defineModel({ name: `p/${target}` }, () => answer(''));
      },
      async () => [{ actionType: 'model', name: 'p/later' }],
    );
    const registry = createRegistry([plugin]);
    registry.attachAi(createAi(registry));
    expect(asked).toEqual([]);
    expect((await registry.lookupAction('/model/p/known'))?.name).toBe('p/known');
    expect((await registry.lookupAction('/model/p/later'))?.name).toBe('p/later');
    expect(await registry.lookupAction('/model/p/none')).toBeUndefined();
    expect(asked).toEqual(['init', 'resolve model later', 'resolve model none']);
    expect(Object.keys(await registry.listResolvableActions()).sort()).toEqual(['/model/p/known', '/model/p/later']);
  });

  test('one plugin serves two ai objects', async () => {
    const seen: unknown[] = [];
    const plugin = genkitPlugin('p', (ai) => void seen.push(ai));
    const ais = [createRegistry([plugin]), createRegistry([plugin])].map((registry) => {
      const ai = createAi(registry);
      registry.attachAi(ai);
      return ai;
    });
    for (const ai of ais) await ai.registry.lookupAction('/model/p/x');
    expect(seen).toEqual(ais);
  });

  test('without an ai it says so', async () => {
    await expect(createRegistry([genkitPlugin('p', () => undefined)]).lookupAction('/model/p/x')).rejects.toThrow(
      'durakit({ plugins: [...] })',
    );
  });
});

describe('genkitPluginV2', () => {
  const plugin = genkitPluginV2({
    name: 'p',
    init: () => [model({ name: 'plain' }, () => answer('plain')), model({ name: 'p/whole' }, () => answer('whole'))],
    resolve: (type, name) => (type === 'model' && name.startsWith('dyn') ? model({ name }, () => answer(name)) : undefined),
    list: () => [modelActionMetadata({ name: 'dyn-1', info: { supports: { tools: true } }, configSchema: z.object({ k: z.number() }) })],
    middleware: () => [{ name: 'log' }],
  });

  test('names get the name of the plugin in front, once', async () => {
    const registry = createRegistry([plugin]);
    for (const name of ['plain', 'whole', 'dyn-7']) {
      const action = await registry.lookupAction(`/model/p/${name}`);
      expect(action).toMatchObject({ key: `/model/p/${name}`, name: `p/${name}`, type: 'model' });
    }
    expect(Object.keys(await registry.listActions()).sort()).toEqual(['/model/p/dyn-7', '/model/p/plain', '/model/p/whole']);
  });

  test('list has prefixed names and JSON Schema', async () => {
    expect((await createRegistry([plugin]).listResolvableActions())['/model/p/dyn-1']).toMatchObject({
      actionType: 'model',
      name: 'p/dyn-1',
      metadata: { type: 'model', model: { supports: { tools: true }, customOptions: { type: 'object', required: ['k'] } } },
    });
  });

  test('its middleware can be named from the start', () => {
    expect(createRegistry([plugin]).listValues('middleware')).toEqual({ log: { name: 'log' } });
  });

  test('model() gives the model itself, to be called without an ai', async () => {
    expect(plugin.version).toBe('v2');
    for (const name of ['plain', 'dyn-2', 'p/whole']) {
      const found = await plugin.model(name);
      expect(found.modelName).toBe(name.startsWith('p/') ? name : `p/${name}`);
      expect(await found({ messages: [] })).toMatchObject({ message: { content: [{ text: name.replace('p/', '') }] } });
    }
    await expect(plugin.model('none')).rejects.toMatchObject({ message: 'NOT_FOUND: Failed to resolve model none for plugin p' });
  });

  test("takes every kind of action, Genkit's own form included", async () => {
    const genkitAction = Object.assign(async (input: unknown) => ({ got: input }), {
      __action: { actionType: 'tool', name: 'own', description: 'of Genkit', inputSchema: z.object({ n: z.number() }) },
    });
    const all = genkitPluginV2({
      name: 'p',
      init: () => [
        createModelAction({ name: 'm' }, () => answer('m')),
        embedder({ name: 'e', configSchema: z.object({ d: z.number() }) }, async () => ({ embeddings: [{ embedding: [1] }] })),
        retriever({ name: 'r' }, async () => ({ documents: [] })),
        indexer({ name: 'i' }, async () => undefined),
        reranker({ name: 'k' }, async () => ({ documents: [] })),
        evaluator({ name: 'v', displayName: 'V', definition: 'v' }, async ({ testCaseId = '' }) => ({
          testCaseId,
          evaluation: { score: 1 },
        })),
        resource({ uri: 'my://x', name: 'x' }, async () => ({ content: [{ text: 'x' }] })),
        genkitAction,
      ],
    });
    const actions = await createRegistry([all]).listActions();
    expect(Object.keys(actions).sort()).toEqual(
      [
        '/embedder/p/e',
        '/evaluator/p/v',
        '/indexer/p/i',
        '/model/p/m',
        '/reranker/p/k',
        '/resource/p/x',
        '/retriever/p/r',
        '/tool/p/own',
      ].sort(),
    );
    expect(actions['/embedder/p/e']?.metadata).toMatchObject({ embedder: { customOptions: { type: 'object', required: ['d'] } } });
    expect(actions['/tool/p/own']).toMatchObject({ description: 'of Genkit', inputSchema: { type: 'object', required: ['n'] } });
  });

  test('what is no action is refused', async () => {
    await expect(createRegistry([genkitPluginV2({ name: 'p', init: () => [{ name: 'x' }] })]).lookupAction('/tool/p/x')).rejects.toThrow(
      'gave something that is no action',
    );
    const untyped = Object.assign(() => undefined, { __action: { name: 'x' } });
    await expect(createRegistry([genkitPluginV2({ name: 'p', init: () => [untyped] })]).lookupAction('/tool/p/x')).rejects.toThrow(
      'Action type is missing for x',
    );
  });
});
