import { durakit, z } from 'durakit';
import { dynamicResource, genkitPluginV2, model, modelActionMetadata } from 'durakit/plugin';
import type { GenerateResponseData } from 'durakit/schemas';
import { call, describeError } from './ai.ts';
import { ai, countStarts, says, script, second } from './registry-ai.ts';

export {
  registryResources,
  registryDynamicResource,
  registryResourceDirect,
  registryNoLocation,
  registryContexts,
  registryApiKeys,
  registrySchemaFunctions,
  registrySchemaFunctionsInFlow,
  registryConverts,
  registryRunSchema,
  registryAnnotations,
  registryUnrefined,
  registryStrictOutput,
  registryShared,
} from './registry-resource-flows.ts';

const failing = genkitPluginV2({
  name: 'registryFailing',
  init: async () => {
    throw new Error('no key');
  },
});

const broken = durakit({ name: 'registry-broken', plugins: [failing], steps: { retry: { maxAttempts: 1 } } });
export const registryBroken = broken.defineFlow(
  'registryBroken',
  async () => (await broken.generate({ model: 'registryFailing/any', prompt: 'x' })).text,
);

/** The text of any model, by a name that is made in the flow. */
export const registryModel = ai.defineFlow(
  'registryModel',
  async ({ plugin, name, config }: { plugin: string; name: string; config?: Record<string, unknown> }) => {
    const { text } = await ai.generate({ model: `${plugin}/${name}`, prompt: 'x', ...(config && { config }) });
    return text;
  },
);

export const registryPluginTool = ai.defineFlow('registryPluginTool', async () => {
  const { text, request } = await ai.generate({
    model: script,
    prompt: 'go',
    tools: ['registryFirst/tool'],
    config: { answers: [[call('tool', 1, '1')]] },
  });
  return { told: request?.tools, text };
});

export const registryPluginEmbedder = ai.defineFlow(
  'registryPluginEmbedder',
  async () => await ai.embed({ embedder: 'registrySecond/embedder', content: 'abc' }),
);

export const registryPluginDirect = ai.defineFlow(
  'registryPluginDirect',
  async () =>
    await ai.run('call it', async () => {
      const made = await second.model('made-direct');
      const { message } = (await made({ messages: [{ role: 'user', content: [{ text: 'x' }] }] })) as GenerateResponseData;
      const missing: unknown = await second.model('nowhere').catch(describeError);
      return [made.modelName, message, missing];
    }),
);

/** Look-ups in the registry: on the worker, which has the plugins. */
export const registryLooksUp = ai.defineFlow(
  'registryLooksUp',
  async (keys: string[]) =>
    await ai.run(
      'look up',
      async () =>
        await Promise.all(
          keys.map(async (key) => {
            const found = await ai.registry.lookupAction(key);
            return found === undefined ? null : [found.key, found.type, found.name];
          }),
        ),
    ),
);

/** How often a plugin was started, and what a list says where one does not start. */
export const registryLists = broken.defineFlow(
  'registryLists',
  async () =>
    await broken.run('list', async () => {
      const listed = await broken.registry.listActions().then((all) => Object.keys(all), describeError);
      return { listed, started: countStarts() };
    }),
);

/** An app whose plugins all start. */
const listing = durakit({
  name: 'registry-listing',
  plugins: [
    genkitPluginV2({
      name: 'registryListed',
      init: async () => [model({ name: 'fixed', label: 'Fixed' }, says('fixed'))],
      list: async () => [modelActionMetadata({ name: 'maybe', info: { label: 'Maybe' } })],
    }),
  ],
  steps: { retry: { maxAttempts: 1 } },
});
listing.defineDynamicActionProvider('registryListedHost', async () => ({
  tool: [listing.dynamicTool({ name: 'deep', description: 'in a provider' }, async () => 1)],
}));
export const registryListing = listing.defineFlow(
  'registryListing',
  async () =>
    await listing.run('list', async () => {
      const actions = await listing.registry.listActions();
      const resolvable = await listing.registry.listResolvableActions();
      const ours = (all: object): string[] =>
        Object.keys(all)
          .filter((key) => key.includes('registryListed'))
          .sort();
      return {
        actions: ours(actions),
        resolvable: ours(resolvable),
        label: (resolvable['/model/registryListed/maybe']?.metadata?.['model'] as { label?: string }).label,
      };
    }),
);

/* durakit: workflow */ ai.registry.registerValue('registryKind', 'a', { n: 1 });
/* durakit: workflow */ ai.registry.registerValue('registryKind', 'b', 2);
export const registryValues = ai.defineFlow('registryValues', async () => {
  const values = [
    ai.registry.lookupValue('registryKind', 'a'),
    ai.registry.lookupValue('registryKind', 'none') ?? null,
    ai.registry.listValues('registryKind'),
  ];
  const child = ai.registry.withParent();
  child.registerValue('registryKind', 'b', 3);
  return {
    values,
    child: [child.lookupValue('registryKind', 'a'), child.listValues('registryKind')],
    parent: ai.registry.lookupValue('registryKind', 'b'),
  };
});

/** Mistakes, each by its name, on the worker. */
export const registryMistakes = ai.defineFlow(
  'registryMistakes',
  async () =>
    await ai.run('all of them', async () => {
      const action = { key: '/tool/registryOnce' as const, type: 'tool' as const, name: 'registryOnce', body: () => 1 };
      const child = ai.registry.withParent();
      const attempts = [
        () => child.register(action),
        () => child.register(action),
        () => child.registerAction('model', action),
        () => child.registerAction('tool', { ...action, body: () => 2 }),
        () => child.registerSchema('RegistryOnce', { jsonSchema: {} }),
        () => child.registerSchema('RegistryOnce', { jsonSchema: {} }),
        () => durakit({ plugins: [second, second] }),
      ];
      return attempts.map((attempt) => {
        try {
          attempt();
          return 'fine';
        } catch (error) {
          return (error as Error).message;
        }
      });
    }),
);

let fetched = 0;
const host = ai.defineDynamicActionProvider({ name: 'registryHost', description: 'provides', cacheConfig: { ttlMillis: -1 } }, async () => {
  fetched++;
  return {
    tool: [
      ai.dynamicTool({ name: 'alpha', description: 'first', inputSchema: z.object({ n: z.number() }) }, async ({ n }) => n + 1),
      ai.dynamicTool({ name: 'also', description: 'second' }, async (_input, { context }) => context),
      ai.dynamicTool({ name: 'beta', description: 'third' }, async () => 'b'),
    ],
    resource: [
      dynamicResource({ name: 'page', template: 'registry://page/{n}' }, async ({ uri }) => ({ content: [{ text: `page of ${uri}` }] })),
    ],
  };
});
ai.defineDynamicActionProvider('registryBrokenHost', async () => {
  throw new Error('the server is down');
});
const nameless = ai.defineDynamicActionProvider('registryNamelessHost', async () => ({
  tool: [{ key: '/tool/', type: 'tool', name: '' }],
}));

export const registryHostTools = ai.defineFlow(
  'registryHostTools',
  async ({ tools, answers = [] }: { tools: string[]; answers?: unknown[] }) => {
    const { text, request } = await ai.generate({ model: script, prompt: 'go', tools, config: { answers } });
    return { told: request?.tools?.map(({ name }) => name), text };
  },
);

export const registryHostAsked = ai.defineFlow('registryHostAsked', async () => {
  const all = await host();
  const alpha = await host.getAction('tool', 'alpha');
  return {
    all: all.map(({ name, actionType }) => `${actionType}/${name}`),
    some: (await host.listActionMetadata('tool', 'al*')).map(({ name }) => name),
    one: (await host.listActionMetadata('tool', 'beta')).map(({ name }) => name),
    none: await host.listActionMetadata('prompt', '*'),
    record: Object.keys(await host.getActionMetadataRecord('prefix')),
    called: await alpha?.({ n: 1 }),
    missing: (await host.getAction('tool', 'nowhere')) ?? null,
    direct:
      alpha === undefined
        ? null
        : (
            await ai.generate({
              model: script,
              prompt: 'go',
              tools: [alpha as never],
              config: { answers: [[call('alpha', { n: 4 }, '1')]] },
            })
          ).text,
  };
});

export const registryNameless = ai.defineFlow('registryNameless', async () => await nameless.getActionMetadataRecord('prefix'));

export const registryFetches = ai.defineFlow('registryFetches', async () => {
  const before = await ai.run('before', async () => fetched);
  await host();
  await host();
  const after = await ai.run('after', async () => fetched);
  return after - before >= 2;
});
