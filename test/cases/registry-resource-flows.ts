import { z, type GenerateOptions } from 'durakit';
import { apiKey } from 'durakit/context';
import { dynamicResource } from 'durakit/plugin';
import { annotateSchema, parseSchema, toJsonSchema, validateSchema } from 'durakit/schema';
import type { GenerateRequest } from 'durakit/schemas';
import { ai as shared, call, describeError, mirror } from './ai.ts';
import { ai, own, script } from './registry-ai.ts';

ai.defineResource({ name: 'registryFixed', uri: 'registry://fixed', description: 'fixed' }, async () => ({ content: [{ text: 'fixed' }] }));
ai.defineResource({ name: 'registryItem', template: 'registry://item/{id}' }, async ({ uri }) => ({
  content: [{ text: `item ${uri}` }, { text: 'more' }],
}));
const item = ai.defineResource({ template: 'registry://nested/{id}' }, async ({ uri }) => ({
  content: [{ text: `inner of ${uri}`, metadata: { resource: { uri: 'registry://inner' } } }, { text: 'outer' }],
}));
ai.defineResource({ name: 'registryContext', uri: 'registry://context' }, async (_input, { context }) => ({
  content: [{ text: JSON.stringify(context) }],
}));

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

export const registryResourceDirect = ai.defineFlow('registryResourceDirect', async (uri: string) => ({
  matches: item.matches({ uri }),
  output: await item({ uri }),
}));

const noLocation = ((): unknown => {
  try {
    return ai.defineResource({ name: 'registryNoLocation' }, async () => ({ content: [] })).resourceName;
  } catch (error) {
    return describeError(error);
  }
})();
export const registryNoLocation = ai.defineFlow('registryNoLocation', async () => noLocation);

const seen = ai.defineTool({ name: 'registrySeen', description: 'gives its context' }, async (_input: unknown, { context }) => ({
  given: context,
  current: ai.currentContext(),
}));
const seeing = ai.defineModel({ name: 'registrySeeing' }, async (_request, { context }) => ({
  message: { role: 'model', content: [{ text: JSON.stringify({ given: context, current: ai.currentContext() }) }] },
  finishReason: 'stop',
}));
ai.defineEmbedder({ name: 'registrySeeingEmbedder' }, async (_documents, _options, { context }) => ({
  embeddings: [{ embedding: [], metadata: { context } }],
}));
const inner = ai.defineFlow('registryInner', async (_input: unknown, { context }) => ({
  given: context,
  step: await ai.run('step', async () => ai.currentContext()),
}));

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
    toolDirect: (await seen({})) as unknown,
    model: JSON.parse((await ai.generate({ ...options, model: seeing })).text) as unknown,
    embedder: embedding?.metadata?.['context'],
    resource: ((await ai.generate({ ...options, model: own, prompt: [{ resource: { uri: 'registry://context' } }] })).text.match(
      /"text":"(.*?)","metadata/,
    ) ?? [])[1],
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
    await ask(policy, 'bad'),
  ];
});

const Person = z.object({ name: z.string(), age: z.number().optional() });

const useSchemas = (): unknown => {
  const misfit = validateSchema({ name: 1 }, { schema: Person });
  try {
    parseSchema({}, { schema: Person });
  } catch (error) {
    const json = toJsonSchema({ schema: Person });
    return {
      json,
      kept: toJsonSchema({ jsonSchema: { type: 'string' } }),
      parsed: parseSchema({ name: 'Ada' }, { schema: Person }),
      misfit,
      error: describeError(error),
    };
  }
  return 'nothing was thrown';
};

export const registrySchemaFunctions = ai.defineFlow(
  'registrySchemaFunctions',
  async () => await ai.run('use them', async () => useSchemas()),
);
export const registrySchemaFunctionsInFlow = ai.defineFlow('registrySchemaFunctionsInFlow', async () => useSchemas());
export const registryConverts = ai.defineFlow('registryConverts', async () => toJsonSchema({ schema: Person }));

/** Schemas that only the run knows: where validators are. */
export const registryRunSchema = ai.defineFlow(
  'registryRunSchema',
  async ({ jsonSchema, data }: { jsonSchema: Record<string, unknown>; data: unknown }) =>
    await ai.run('parse', async () => parseSchema(data, { jsonSchema })),
);

const Annotated = z.object({ model: annotateSchema(z.string(), { 'x-genkit-ui-widget': 'model-list-config' }).optional() });
export const registryAnnotations = ai.defineFlow(
  'registryAnnotations',
  async () => await ai.run('convert', async () => toJsonSchema({ schema: Annotated })),
);

/** Inputs are held against JSON Schema: what zod does beyond it does not happen. */
export const registryUnrefined = ai.defineFlow(
  {
    name: 'registryUnrefined',
    inputSchema: z.object({
      n: z
        .number()
        .default(3)
        .refine(() => false),
      s: z
        .string()
        .optional()
        .transform(() => 'changed'),
    }),
  },
  async (input) => input as unknown,
);

export const registryStrictOutput = ai.defineFlow(
  { name: 'registryStrictOutput', inputSchema: z.unknown(), outputSchema: z.object({ n: z.number() }) },
  async (input) => input as never,
);

export const registryShared = shared.defineFlow(
  'registryShared',
  async () => (await shared.generate({ model: mirror, prompt: 'x', context: { own: 1 } })).model,
);
