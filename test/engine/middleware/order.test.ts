import { describe, expect, test } from '@jest/globals';
import { durakit, generateMiddleware, ToolInterruptError, z, type Ai } from '../../../index.ts';
import type { GenerateMiddlewareHooks, ModelMiddleware } from '../../../engine/middleware/middleware.ts';
import type { Script } from '../../../testing/scripted-model.ts';
import { scriptedModel } from '../../../testing.ts';

const CALL: Script = [{ toolRequests: [{ name: 'add', input: { by: 1 }, ref: 'a' }] }, 'done'];

function createApp(script: Script = CALL): { ai: Ai; model: ReturnType<typeof scriptedModel>; events: string[] } {
  const ai = durakit({ mode: 'inline' });
  const model = scriptedModel(ai, script);
  const events: string[] = [];
  ai.defineTool({ name: 'add', inputSchema: z.object({ by: z.number() }) }, async ({ by }) => {
    events.push(`add ${by}`);
    return by + 1;
  });
  return { ai, model, events };
}

/** A middleware that notes when each of its hooks begins and ends. */
function noted(name: string, events: string[]): ReturnType<typeof generateMiddleware> {
  const around = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    events.push(`${name} ${what} >`);
    const result = await call();
    events.push(`${name} ${what} <`);
    return result;
  };
  return generateMiddleware({ name }, () => ({
    generate: (envelope, context, next) => around(`generate ${envelope.currentTurn}`, () => next(envelope, context)),
    model: (request, context, next) => around('model', () => next(request, context)),
    tool: (request, context, next) => around('tool', () => next(request, context)),
  }));
}

describe('order', () => {
  test('two of the second form around one of the first, over two turns with a tool', async () => {
    const { ai, model, events } = createApp();
    const simple: ModelMiddleware = async (request, next) => {
      events.push('simple >');
      const response = await next(request);
      events.push('simple <');
      return response;
    };
    const response = await ai.generate({ model, prompt: 'x', tools: ['add'], use: [noted('A', events)(), simple, noted('B', events)()] });
    expect(response.text).toBe('done');
    const modelCall = ['A model >', 'simple >', 'B model >', 'B model <', 'simple <', 'A model <'];
    expect(events).toEqual([
      'A generate 0 >',
      'B generate 0 >',
      ...modelCall,
      'A tool >',
      'B tool >',
      'add 1',
      'B tool <',
      'A tool <',
      'A generate 1 >',
      'B generate 1 >',
      ...modelCall,
      'B generate 1 <',
      'A generate 1 <',
      'B generate 0 <',
      'A generate 0 <',
    ]);
  });

  test('in a flow it is the same', async () => {
    const { ai, model, events } = createApp();
    const flow = ai.defineFlow(
      'asks',
      async () => (await ai.generate({ model, prompt: 'x', tools: ['add'], use: [noted('A', events)()] })).text,
    );
    expect(await flow(undefined)).toBe('done');
    expect(events).toHaveLength(11);
  });

  test("a model's own middleware runs inside, whoever calls it", async () => {
    const { ai } = createApp();
    const events: string[] = [];
    const inner: ModelMiddleware = async (request, next) => {
      events.push('own');
      return await next({ ...request, config: { ...request.config, topK: 1 } });
    };
    const own = ai.defineModel({ name: 'own', use: [inner] }, async ({ config }) => ({
      message: { role: 'model', content: [{ text: JSON.stringify(config) }] },
    }));
    const outer: ModelMiddleware = async (request, next) => {
      events.push('outer');
      return await next(request);
    };
    expect((await ai.generate({ model: own, prompt: 'x', use: [outer] })).text).toBe('{"topK":1}');
    expect((await own({ messages: [{ role: 'user', content: [{ text: 'x' }] }] })).message?.content).toEqual([{ text: '{"topK":1}' }]);
    expect(events).toEqual(['outer', 'own', 'own']);
  });
});

describe('hooks', () => {
  const use = (hooks: () => GenerateMiddlewareHooks): ReturnType<ReturnType<typeof generateMiddleware>> =>
    generateMiddleware({ name: 'mine' }, hooks)();

  test('what a middleware keeps lives as long as one generate', async () => {
    const { ai, model } = createApp();
    const seen: number[] = [];
    const counting = generateMiddleware({ name: 'counting' }, () => {
      let calls = 0;
      return {
        model: (request, context, next) => {
          seen.push(++calls);
          return next(request, context);
        },
      };
    });
    await ai.generate({ model, prompt: 'x', tools: ['add'], use: [counting()] });
    model.reset();
    await ai.generate({ model, prompt: 'x', tools: ['add'], use: [counting()] });
    expect(seen).toEqual([1, 2, 1, 2]);
  });

  test('next called twice calls the model twice', async () => {
    const { ai, model } = createApp(['first', 'second']);
    const twice = use(() => ({
      model: async (request, context, next) => {
        await next(request, context);
        return await next(request, context);
      },
    }));
    expect((await ai.generate({ model, prompt: 'x', use: [twice] })).text).toBe('second');
    expect(model.requestCount).toBe(2);
  });

  test('requests and responses are changed on the way', async () => {
    const { ai, model } = createApp(['answer']);
    const changing = use(() => ({
      generate: (envelope, context, next) => next({ request: { ...envelope.request, config: { temperature: 1 } } }, context),
      model: async (request, context, next) => {
        const response = await next(
          { ...request, messages: [...request.messages, { role: 'user', content: [{ text: 'and more' }] }] },
          context,
        );
        return { ...response, message: { role: 'model', content: [{ text: 'changed' }] } };
      },
    }));
    expect((await ai.generate({ model, prompt: 'x', use: [changing] })).text).toBe('changed');
    expect(model.lastRequest).toMatchObject({ config: { temperature: 1 }, messages: [{}, { content: [{ text: 'and more' }] }] });
  });

  test('a tool hook changes input and output, or drops the response', async () => {
    const { ai, model, events } = createApp();
    const changing = use(() => ({
      tool: async (request, context, next) => {
        const response = await next({ toolRequest: { ...request.toolRequest, input: { by: 5 } } }, context);
        return response && { toolResponse: { ...response.toolResponse, output: 'changed' } };
      },
    }));
    await ai.generate({ model, prompt: 'x', tools: ['add'], use: [changing] });
    expect(events).toEqual(['add 5']);
    expect(model.lastRequest?.messages.at(-1)).toEqual({
      role: 'tool',
      content: [{ toolResponse: { name: 'add', ref: 'a', output: 'changed' } }],
    });
    model.reset();
    await ai.generate({ model, prompt: 'x', tools: ['add'], use: [use(() => ({ tool: async () => undefined }))] });
    expect(model.lastRequest?.messages.map(({ role }) => role)).toEqual(['user', 'model']);
  });

  test('a hook may interrupt', async () => {
    const { ai, model, events } = createApp();
    const asking = use(() => ({
      tool: async () => {
        throw new ToolInterruptError({ question: 'sure?' });
      },
    }));
    const response = await ai.generate({ model, prompt: 'x', tools: ['add'], use: [asking] });
    expect(response.finishReason).toBe('interrupted');
    expect(response.interrupts).toEqual([
      { toolRequest: { name: 'add', ref: 'a', input: { by: 1 } }, metadata: { interrupt: { question: 'sure?' } } },
    ]);
    expect(events).toEqual([]);
  });

  test('brings tools of its own', async () => {
    const { ai, model } = createApp([{ toolRequests: [{ name: 'hello', input: 'Ada' }] }, 'done']);
    const hello = ai.dynamicTool({ name: 'hello', description: 'greets' }, async (name: string) => `hello ${name}`);
    await ai.generate({ model, prompt: 'x', use: [use(() => ({ tools: [hello] }))] });
    expect(model.requests[0]?.tools).toEqual([{ name: 'hello', description: 'greets' }]);
    expect(model.lastRequest?.messages.at(-1)?.content).toEqual([{ toolResponse: { name: 'hello', output: 'hello Ada' } }]);
  });
});

describe('by name', () => {
  const prefix = generateMiddleware(
    { name: 'prefix', configSchema: z.object({ text: z.string() }) },
    ({ config, pluginConfig }: { config: { text: string } | undefined; pluginConfig: { mark: string } | undefined }) => ({
      model: async (request, context, next) => {
        const response = await next(request, context);
        return { ...response, message: { role: 'model', content: [{ text: `${pluginConfig?.mark}${config?.text}` }] } };
      },
    }),
  );

  test('a plugin makes it known, with settings of its own', async () => {
    const ai = durakit({ mode: 'inline', plugins: [prefix.plugin({ mark: '! ' })] });
    const model = scriptedModel(ai, ['unused', 'unused']);
    const response = await ai.generate({ model, prompt: 'x', use: [{ name: 'prefix', config: { text: 'hi' } }] });
    expect(response.text).toBe('! hi');
    await expect(ai.generate({ model, prompt: 'x', use: [{ name: 'prefix', config: { text: 1 } }] })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('text: must be string'),
    });
  });

  test('ai.defineMiddleware as well', async () => {
    const { ai, model } = createApp(['x']);
    ai.defineMiddleware({ name: 'known' }, ({ ai: given }) => ({
      model: (request, context, next) => (given === ai ? next(request, context) : next()),
    }));
    expect((await ai.generate({ model, prompt: 'x', use: [{ name: 'known' }] })).text).toBe('x');
  });

  test('says what is wrong', async () => {
    const { ai, model } = createApp();
    await expect(ai.generate({ model, prompt: 'x', use: [prefix as never] })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      originalMessage: "Middleware prefix must be called with () when used in 'use' array.",
    });
    await expect(ai.generate({ model, prompt: 'x', use: [{ name: 'nobody' }] })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: 'Middleware nobody not found in registry.',
    });
    await expect(ai.generate({ model, prompt: 'x', use: [() => undefined] })).rejects.toMatchObject({
      originalMessage: 'unspported middleware function shape',
    });
  });
});
