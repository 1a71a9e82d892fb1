import { durakit, generateMiddleware, ToolInterruptError, z, type GenerateOptions } from 'durakit';
import type { GenerateRequest } from 'durakit/schemas';
import { ai, call, mirror, script } from './ai.ts';

export { middlewareRetries, middlewareFalls } from './middleware-retry-flows.ts';
export {
  middlewareFirstForm,
  middlewareReads,
  middlewareWrites,
  middlewareRootless,
  middlewareSkills,
  middlewareSkillFails,
  middlewareArtifacts,
  middlewareApproves,
} from './middleware-built-in-flows.ts';

const echo = ai.defineTool({ name: 'middlewareEcho', description: 'says it again' }, async (input: unknown) => input);
ai.defineTool({ name: 'middlewareContext', description: 'gives what it was resumed with' }, async (input: unknown, { resumed }) => ({
  input,
  resumed: resumed ?? null,
}));

const rounds = (...inputs: unknown[]): unknown[] => inputs.map((input, place) => [call('middlewareEcho', input, `${place}`)]);

/** Says what happens, in a variable of the flow. */
const tracing = (word: string, events: string[]): ReturnType<typeof generateMiddleware> =>
  generateMiddleware({ name: `middlewareTracing-${word}` }, () => ({
    generate: async (envelope, context, next) => {
      events.push(`${word} generate ${envelope.currentTurn} (${envelope.messageIndex}) >`);
      const response = await next(envelope, context);
      events.push(`${word} generate ${envelope.currentTurn} <`);
      return response;
    },
    model: async (request, context, next) => {
      events.push(`${word} model ${request.messages.length} >`);
      const response = await next(request, context);
      events.push(`${word} model <`);
      return response;
    },
    tool: async (request, context, next) => {
      events.push(`${word} tool ${request.toolRequest.name} >`);
      const response = await next(request, context);
      events.push(`${word} tool <`);
      return response;
    },
  }));

export const middlewareOrder = ai.defineFlow('middlewareOrder', async (inputs: unknown[]) => {
  const events: string[] = [];
  const old = async (request: GenerateRequest, next: (request: GenerateRequest) => Promise<never>): Promise<never> => {
    events.push('old >');
    const response = await next(request);
    events.push('old <');
    return response;
  };
  await ai.generate({
    model: script,
    prompt: 'go',
    tools: [echo],
    use: [tracing('a', events)(), old, tracing('b', events)()],
    config: { answers: rounds(...inputs) },
  });
  return events;
});

/** What a middleware keeps in its variables lives as long as one `generate`. */
const counting = ai.defineMiddleware({ name: 'middlewareCounting', description: 'counts' }, () => {
  let turns = 0;
  let models = 0;
  return {
    generate: async (envelope, context, next) => {
      turns++;
      return await next(envelope, context);
    },
    model: async (request, context, next) => {
      models++;
      return { ...(await next(request, context)), custom: { turns, models } };
    },
  };
});

export const middlewareState = ai.defineFlow('middlewareState', async () => {
  const use = [counting()];
  const seen: unknown[] = [];
  for (const inputs of [[1, 2], [1]]) {
    const { custom } = await ai.generate({ model: script, prompt: 'go', tools: [echo], use, config: { answers: rounds(...inputs) } });
    seen.push(custom);
  }
  return seen;
});

const Named = z.object({ word: z.string(), times: z.number().optional() });
const named = ai.defineMiddleware({ name: 'middlewareNamed', configSchema: Named }, ({ config, pluginConfig, ai: own }) => ({
  model: async (request, context, next) =>
    await next(
      {
        ...request,
        config: { ...(request.config as object), named: config?.word, plugin: pluginConfig ?? null, hasAi: typeof own.generate },
      },
      context,
    ),
}));

interface Using {
  readonly use: readonly ({ name: string; config?: unknown } | string)[];
  readonly options?: GenerateOptions;
}

/** Middleware by name, as JSON: what the model gets. */
export const middlewareByName = ai.defineFlow('middlewareByName', async ({ use, options }: Using) => {
  const { text } = await ai.generate({ model: mirror, prompt: 'x', ...options, use: use as never });
  return JSON.parse(text) as unknown;
});

export const middlewareByReference = ai.defineFlow('middlewareByReference', async (form: string) => {
  const forms: Record<string, unknown> = {
    called: named({ word: 'w' }),
    misfit: named({ word: 1 } as never),
    uncalled: named,
    shape: async () => ({}),
  };
  const { text } = await ai.generate({ model: mirror, prompt: 'x', use: [forms[form]] as never });
  return JSON.parse(text) as unknown;
});

/** An app that has a middleware of a plugin. */
const plugged = generateMiddleware<unknown, { word: string }>({ name: 'middlewarePlugged' }, ({ pluginConfig }) => ({
  model: async (request, context, next) => await next({ ...request, config: { plugin: pluginConfig } }, context),
}));
const withPlugin = durakit({
  name: 'middleware-plugin',
  plugins: [plugged.plugin({ word: 'given' })],
  steps: { retry: { maxAttempts: 1 } },
});
const pluginMirror = withPlugin.defineModel({ name: 'middlewarePluginMirror' }, async (request) => ({
  message: { role: 'model', content: [{ text: JSON.stringify(request) }] },
  finishReason: 'stop',
}));
export const middlewareOfPlugin = withPlugin.defineFlow('middlewareOfPlugin', async () => {
  const { text } = await withPlugin.generate({ model: pluginMirror, prompt: 'x', use: [{ name: 'middlewarePlugged' }] });
  return JSON.parse(text) as unknown;
});

const changing = generateMiddleware({ name: 'middlewareChanging', configSchema: z.object({ what: z.string() }) }, ({ config }) => ({
  generate: async (envelope, context, next) => {
    if (config?.what !== 'messages') return await next(envelope, context);
    const messages = [...envelope.request.messages, { role: 'user' as const, content: [{ text: `turn ${envelope.currentTurn}` }] }];
    return await next({ ...envelope, request: { ...envelope.request, messages } }, context);
  },
  model: async (request, context, next) => {
    if (config?.what === 'answer') return { message: { role: 'model', content: [{ text: 'said by nobody' }] }, finishReason: 'stop' };
    const response = await next(request, context);
    return config?.what === 'response' ? { ...response, finishReason: 'other', finishMessage: 'changed' } : response;
  },
  tool: async (request, context, next) => {
    const { name, ref, input } = request.toolRequest;
    switch (config?.what) {
      case 'input':
        return await next({ ...request, toolRequest: { ...request.toolRequest, input: `changed ${String(input)}` } }, context);
      case 'output':
        return { toolResponse: { name, ...(ref !== undefined && { ref }), output: 'of the hook' } };
      case 'drop':
        return input === 'drop' ? undefined : await next(request, context);
      default:
        return await next(request, context);
    }
  },
}));

/** The whole conversation, and how it ended. */
export const middlewareChanging = ai.defineFlow('middlewareChanging', async ({ what, answers }: { what: string; answers: unknown[] }) => {
  const { messages, text, finishReason, finishMessage } = await ai.generate({
    model: script,
    prompt: 'go',
    tools: [echo],
    use: [changing({ what })],
    config: { answers },
  });
  return { messages, text, finishReason, finishMessage };
});

const asking = generateMiddleware({ name: 'middlewareAsking', configSchema: z.object({ where: z.string() }) }, ({ config }) => ({
  generate: async (envelope, context, next) => {
    if (config?.where === 'generate') throw new ToolInterruptError({ at: 'generate' });
    return await next(envelope, context);
  },
  model: async (request, context, next) => {
    if (config?.where === 'model') throw new ToolInterruptError({ at: 'model' });
    return await next(request, context);
  },
  tool: async (request, context, next) => {
    if (config?.where === 'tool' && context.resumed === undefined)
      throw new ToolInterruptError({ at: 'tool', name: request.toolRequest.name });
    return await next(request, context);
  },
}));

/** A hook that asks; the flow answers by itself. */
export const middlewareAsks = ai.defineFlow('middlewareAsks', async (answer: 'respond' | 'restart') => {
  const options: GenerateOptions = {
    model: script,
    tools: ['middlewareContext'],
    use: [asking({ where: 'tool' })],
    config: { answers: [[call('middlewareContext', 1, 'a')]] },
  };
  const asked = await ai.generate({ ...options, prompt: 'go' });
  const [interrupt] = asked.interrupts;
  if (interrupt === undefined) return 'nobody asked';
  const { toolRequest } = interrupt;
  const resume =
    answer === 'respond'
      ? {
          respond: {
            toolResponse: { name: toolRequest.name, ref: toolRequest.ref as string, output: 'by hand' },
            metadata: { interruptResponse: true },
          },
        }
      : { restart: { toolRequest, metadata: { ...interrupt.metadata, resumed: { approved: true } } } };
  const { text } = await ai.generate({ ...options, messages: asked.messages, resume });
  return { finishReason: asked.finishReason, interrupt, text };
});

export const middlewareAsksElsewhere = ai.defineFlow('middlewareAsksElsewhere', async (where: string) => {
  await ai.generate({ model: script, prompt: 'go', use: [asking({ where })] });
});

const bringing = ai.defineMiddleware({ name: 'middlewareBringing' }, ({ ai: own }) => ({
  tools: [
    own.dynamicTool(
      { name: 'middlewareBrought', description: 'comes with it', inputSchema: z.object({ n: z.number() }) },
      async ({ n }) => n * 2,
    ),
  ],
}));

export const middlewareBrings = ai.defineFlow('middlewareBrings', async () => {
  const { text, request } = await ai.generate({
    model: script,
    prompt: 'go',
    use: [bringing()],
    config: { answers: [[call('middlewareBrought', { n: 21 }, '1')]] },
  });
  return { told: request?.tools?.map(({ name }) => name), text };
});

export const middlewareBringsTwice = ai.defineFlow('middlewareBringsTwice', async () => {
  await ai.generate({ model: script, prompt: 'go', use: [bringing(), bringing()] });
});
