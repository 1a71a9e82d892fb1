import { durakit, z, type GenerateOptions } from 'durakit';
import { apiKey } from 'durakit/context';
import { dynamicResource, embedder, genkitPlugin, genkitPluginV2, model, modelActionMetadata } from 'durakit/plugin';
import { annotateSchema, parseSchema, toJsonSchema, validateSchema } from 'durakit/schema';
import type { GenerateRequest, GenerateResponseData } from 'durakit/schemas';
import { ai as shared, call, describeError, mirror } from './ai.ts';
import { repeat, speak } from './model-runners.ts';

const says = (text: string) => async (): Promise<GenerateResponseData> => ({ message: { role: 'model', content: [{ text }] }, finishReason: 'stop' });

let started = 0;
const first = genkitPlugin(
  'registryFirst',
  async (own) => {
    started++;
    own.defineModel({ name: 'registryFirst/fixed' }, says('first, fixed'));
    own.defineTool({ name: 'registryFirst/tool', description: 'of a plugin' }, async (input: unknown) => ({ plugin: input }));
  },
  async (own, type, target) => {
    if (type === 'model' && target.startsWith('made-')) own.defineModel({ name: `registryFirst/${target}` }, says(`first, ${target}`));
  },
  async () => [modelActionMetadata({ name: 'registryFirst/made-listed' })],
);
const second = genkitPluginV2({
  name: 'registrySecond',
  init: async () => [
    model({ name: 'fixed' }, says('second, fixed')),
    model({ name: 'registrySecond/whole' }, says('second, whole')),
    embedder({ name: 'embedder' }, async (documents) => ({ embeddings: documents.map(({ text }) => ({ embedding: [text.length] })) })),
  ],
  resolve: async (type, name) => (type === 'model' && name.startsWith('made-') ? model({ name, configSchema: z.object({ n: z.number() }).partial() }, says(`second, ${name}`)) : undefined),
  list: async () => [modelActionMetadata({ name: 'made-listed', info: { label: 'Listed' } })],
});
const failing = genkitPluginV2({
  name: 'registryFailing',
  init: async () => {
    throw new Error('no key');
  },
});

const ai = durakit({ name: 'registry-cases', plugins: [first, second], context: { app: 'registry', level: 'app' }, steps: { retry: { maxAttempts: 1 } } });
const supports = { tools: true, multiturn: true, systemRole: true };
const script = ai.defineModel({ name: 'registryScript', supports }, speak);
const own = ai.defineModel({ name: 'registryMirror', supports }, repeat);

const broken = durakit({ name: 'registry-broken', plugins: [failing], steps: { retry: { maxAttempts: 1 } } });
export const registryBroken = broken.defineFlow('registryBroken', async () => (await broken.generate({ model: 'registryFailing/any', prompt: 'x' })).text);

/** The text of any model, by a name that is made in the flow. */
export const registryModel = ai.defineFlow('registryModel', async ({ plugin, name, config }: { plugin: string; name: string; config?: Record<string, unknown> }) => {
  const { text } = await ai.generate({ model: `${plugin}/${name}`, prompt: 'x', ...(config && { config }) });
  return text;
});

export const registryPluginTool = ai.defineFlow('registryPluginTool', async () => {
  const { text, request } = await ai.generate({ model: script, prompt: 'go', tools: ['registryFirst/tool'], config: { answers: [[call('tool', 1, '1')]] } });
  return { told: request?.tools, text };
});

export const registryPluginEmbedder = ai.defineFlow('registryPluginEmbedder', async () => await ai.embed({ embedder: 'registrySecond/embedder', content: 'abc' }));

export const registryPluginDirect = ai.defineFlow('registryPluginDirect', async () => await ai.run('call it', async () => {
  const made = await second.model('made-direct');
  const { message } = await made({ messages: [{ role: 'user', content: [{ text: 'x' }] }] });
  const missing = await second.model('nowhere').catch(describeError);
  return [made.modelName, message, missing];
}));

/** Look-ups in the registry: on the worker, which has the plugins. */
export const registryLooksUp = ai.defineFlow('registryLooksUp', async (keys: string[]) => await ai.run('look up', async () =>
  await Promise.all(
    keys.map(async (key) => {
      const found = await ai.registry.lookupAction(key);
      return found === undefined ? null : [found.key, found.type, found.name];
    }),
  ),
));

/** How often a plugin was started, and what a list says where one does not start. */
export const registryLists = broken.defineFlow('registryLists', async () => await broken.run('list', async () => {
  const listed = await broken.registry.listActions().then((all) => Object.keys(all), describeError);
  return { listed, started };
}));

/** An app whose plugins all start. */
const listing = durakit({ name: 'registry-listing', plugins: [genkitPluginV2({
  name: 'registryListed',
  init: async () => [model({ name: 'fixed', label: 'Fixed' }, says('fixed'))],
  list: async () => [modelActionMetadata({ name: 'maybe', info: { label: 'Maybe' } })],
})], steps: { retry: { maxAttempts: 1 } } });
listing.defineDynamicActionProvider('registryListedHost', async () => ({ tool: [listing.dynamicTool({ name: 'deep', description: 'in a provider' }, async () => 1)] }));
export const registryListing = listing.defineFlow('registryListing', async () => await listing.run('list', async () => {
  const actions = await listing.registry.listActions();
  const resolvable = await listing.registry.listResolvableActions();
  const ours = (all: object): string[] => Object.keys(all).filter((key) => key.includes('registryListed')).sort();
  return { actions: ours(actions), resolvable: ours(resolvable), label: (resolvable['/model/registryListed/maybe']?.metadata?.['model'] as { label?: string }).label };
}));

/* durakit: workflow */ ai.registry.registerValue('registryKind', 'a', { n: 1 });
/* durakit: workflow */ ai.registry.registerValue('registryKind', 'b', 2);
export const registryValues = ai.defineFlow('registryValues', async () => {
  const values = [ai.registry.lookupValue('registryKind', 'a'), ai.registry.lookupValue('registryKind', 'none') ?? null, ai.registry.listValues('registryKind')];
  const child = ai.registry.withParent();
  child.registerValue('registryKind', 'b', 3);
  return { values, child: [child.lookupValue('registryKind', 'a'), child.listValues('registryKind')], parent: ai.registry.lookupValue('registryKind', 'b') };
});

/** Mistakes, each by its name, on the worker. */
export const registryMistakes = ai.defineFlow('registryMistakes', async () => await ai.run('all of them', async () => {
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
}));

let fetched = 0;
const host = ai.defineDynamicActionProvider({ name: 'registryHost', description: 'provides', cacheConfig: { ttlMillis: -1 } }, async () => {
  fetched++;
  return {
    tool: [
      ai.dynamicTool({ name: 'alpha', description: 'first', inputSchema: z.object({ n: z.number() }) }, async ({ n }) => n + 1),
      ai.dynamicTool({ name: 'also', description: 'second' }, async (_input, { context }) => context),
      ai.dynamicTool({ name: 'beta', description: 'third' }, async () => 'b'),
    ],
    resource: [dynamicResource({ name: 'page', template: 'registry://page/{n}' }, async ({ uri }) => ({ content: [{ text: `page of ${uri}` }] }))],
  };
});
ai.defineDynamicActionProvider('registryBrokenHost', async () => {
  throw new Error('the server is down');
});
const nameless = ai.defineDynamicActionProvider('registryNamelessHost', async () => ({ tool: [{ key: '/tool/', type: 'tool', name: '' } as never] }));

export const registryHostTools = ai.defineFlow('registryHostTools', async ({ tools, answers = [] }: { tools: string[]; answers?: unknown[] }) => {
  const { text, request } = await ai.generate({ model: script, prompt: 'go', tools, config: { answers } });
  return { told: request?.tools?.map(({ name }) => name), text };
});

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
    direct: alpha === undefined ? null : (await ai.generate({ model: script, prompt: 'go', tools: [alpha as never], config: { answers: [[call('alpha', { n: 4 }, '1')]] } })).text,
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

ai.defineResource({ name: 'registryFixed', uri: 'registry://fixed', description: 'fixed' }, async () => ({ content: [{ text: 'fixed' }] }));
ai.defineResource({ name: 'registryItem', template: 'registry://item/{id}' }, async ({ uri }) => ({ content: [{ text: `item ${uri}` }, { text: 'more' }] }));
const item = ai.defineResource({ template: 'registry://nested/{id}' }, async ({ uri }) => ({
  content: [{ text: `inner of ${uri}`, metadata: { resource: { uri: 'registry://inner' } } }, { text: 'outer' }],
}));
ai.defineResource({ name: 'registryContext', uri: 'registry://context' }, async (_input, { context }) => ({ content: [{ text: JSON.stringify(context) }] }));

/** Messages with their resources put in. */
export const registryResources = ai.defineFlow('registryResources', async (options: GenerateOptions) => {
  const { text } = await ai.generate({ model: own, ...options });
  return (JSON.parse(text) as GenerateRequest).messages.map(({ content }) => content);
});

export const registryDynamicResource = ai.defineFlow('registryDynamicResource', async (word: string) => {
  const resource = dynamicResource({ name: 'made', uri: 'registry://made' }, async () => ({ content: [{ text: `made of ${word}` }] }));
  const { text } = await ai.generate({ model: own, prompt: [{ resource: { uri: 'registry://made' } }], resources: [resource] });
  return (JSON.parse(text) as GenerateRequest).messages[0]?.content;
});

export const registryResourceDirect = ai.defineFlow('registryResourceDirect', async (uri: string) => ({ matches: item.matches({ uri }), output: await item({ uri }) }));

const noLocation = ((): unknown => {
  try {
    return ai.defineResource({ name: 'registryNoLocation' }, async () => ({ content: [] })).resourceName;
  } catch (error) {
    return describeError(error);
  }
})();
export const registryNoLocation = ai.defineFlow('registryNoLocation', async () => noLocation);

const seen = ai.defineTool({ name: 'registrySeen', description: 'gives its context' }, async (_input: unknown, { context }) => ({ given: context, current: ai.currentContext() }));
const seeing = ai.defineModel({ name: 'registrySeeing' }, async (_request, { context }) => ({
  message: { role: 'model', content: [{ text: JSON.stringify({ given: context, current: ai.currentContext() }) }] },
  finishReason: 'stop',
}));
ai.defineEmbedder({ name: 'registrySeeingEmbedder' }, async (_documents, _options, { context }) => ({ embeddings: [{ embedding: [], metadata: { context } }] }));
const inner = ai.defineFlow('registryInner', async (_input: unknown, { context }) => ({ given: context, step: await ai.run('step', async () => ai.currentContext()) }));

/** The context at each place that can see one. */
export const registryContexts = ai.defineFlow('registryContexts', async (callContext: Record<string, unknown> | undefined, { context }) => {
  const options = { prompt: 'go', ...(callContext !== undefined && { context: callContext }) };
  const { text } = await ai.generate({ ...options, model: script, tools: [seen], config: { answers: [[call('registrySeen', {}, '1')]] } });
  const [embedding] = await ai.embed({ embedder: 'registrySeeingEmbedder', content: 'x' });
  return {
    flow: { given: context, current: ai.currentContext() },
    step: await ai.run('step', async () => ai.currentContext()),
    stepArgument: await ai.run('argument', async () => context),
    tool: (JSON.parse(text) as unknown[])[0],
    toolDirect: await seen({}),
    model: JSON.parse((await ai.generate({ ...options, model: seeing })).text) as unknown,
    embedder: embedding?.metadata?.['context'],
    resource: ((await ai.generate({ ...options, model: own, prompt: [{ resource: { uri: 'registry://context' } }] })).text.match(/"text":"(.*?)","metadata/) ?? [])[1],
    inner: await inner(null),
  };
});

/** Context providers are functions; they need no flow. */
export const registryApiKeys = ai.defineFlow('registryApiKeys', async () => {
  const ask = async (provider: ReturnType<typeof apiKey>, authorization?: string): Promise<unknown> => {
    try {
      return await provider({ method: 'POST', headers: { ...(authorization !== undefined && { authorization }) }, input: null });
    } catch (error) {
      return describeError(error);
    }
  };
  const policy = apiKey(({ auth }) => {
    if (auth.apiKey !== 'good') throw new Error('not good');
  });
  return [
    await ask(apiKey(), 'any'),
    await ask(apiKey()),
    await ask(apiKey('secret'), 'secret'),
    await ask(apiKey('secret')),
    await ask(apiKey('secret'), 'wrong'),
    await ask(policy, 'good'),
    (await ask(policy, 'bad')) as object,
  ];
});

const Person = z.object({ name: z.string(), age: z.number().optional() });

const useSchemas = (): unknown => {
  const misfit = validateSchema({ name: 1 }, { schema: Person });
  try {
    parseSchema({}, { schema: Person });
  } catch (error) {
    const json = toJsonSchema({ schema: Person });
    return { json, kept: toJsonSchema({ jsonSchema: { type: 'string' } }), parsed: parseSchema({ name: 'Ada' }, { schema: Person }), misfit, error: describeError(error) };
  }
  return 'nothing was thrown';
};

export const registrySchemaFunctions = ai.defineFlow('registrySchemaFunctions', async () => await ai.run('use them', async () => useSchemas()));
export const registrySchemaFunctionsInFlow = ai.defineFlow('registrySchemaFunctionsInFlow', async () => useSchemas());
export const registryConverts = ai.defineFlow('registryConverts', async () => toJsonSchema({ schema: Person }));

/** Schemas that only the run knows: where validators are. */
export const registryRunSchema = ai.defineFlow('registryRunSchema', async ({ jsonSchema, data }: { jsonSchema: Record<string, unknown>; data: unknown }) => await ai.run('parse', async () => parseSchema(data, { jsonSchema })));

const Annotated = z.object({ model: annotateSchema(z.string(), { 'x-genkit-ui-widget': 'model-list-config' }).optional() });
export const registryAnnotations = ai.defineFlow('registryAnnotations', async () => await ai.run('convert', async () => toJsonSchema({ schema: Annotated })));

/** Inputs are held against JSON Schema: what zod does beyond it does not happen. */
export const registryUnrefined = ai.defineFlow(
  { name: 'registryUnrefined', inputSchema: z.object({ n: z.number().default(3).refine(() => false), s: z.string().optional().transform(() => 'changed') }) },
  async (input) => input as unknown,
);

export const registryStrictOutput = ai.defineFlow({ name: 'registryStrictOutput', inputSchema: z.unknown(), outputSchema: z.object({ n: z.number() }) }, async (input) => input as never);

export const registryShared = shared.defineFlow('registryShared', async () => (await shared.generate({ model: mirror, prompt: 'x', context: { own: 1 } })).model);
