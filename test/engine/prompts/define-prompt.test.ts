import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { PromptConfig } from '../../../engine/prompts/prompt-config.ts';
import type { MessageData } from '../../../schemas/message.ts';
import { createPromptEngine } from './prompt-engine.ts';

const user = (text: string): MessageData => ({ role: 'user', content: [{ text }] });
const system = (text: string): MessageData => ({ role: 'system', content: [{ text }] });
const model = (text: string): MessageData => ({ role: 'model', content: [{ text }] });
const history = [user('before'), model('answer')];

describe('messages of a prompt of code', () => {
  const cases: [name: string, config: Omit<PromptConfig, 'name'>, expected: MessageData[]][] = [
    ['templates', { system: 'Be {{mood}}', prompt: 'Hi {{name}}' }, [system('Be kind'), ...history, user('Hi Ada')]],
    [
      'parts',
      { system: { text: 'Be {{mood}}' }, prompt: [{ text: 'a' }, { text: 'b' }] },
      [system('Be {{mood}}'), ...history, { role: 'user', content: [{ text: 'a' }, { text: 'b' }] }],
    ],
    [
      'functions',
      {
        system: ({ mood }: { mood: string }) => `Be ${mood}`,
        prompt: async ({ name }: { name: string }, { context, state }) => ({ text: `${name} ${JSON.stringify([context, state])}` }),
      },
      [system('Be kind'), ...history, user('Ada [{"auth":{"name":"Bob"}},{"count":1}]')],
    ],
    ['text of a function is no template', { prompt: () => 'Hi {{name}}' }, [...history, user('Hi {{name}}')]],
    [
      'messages as a template',
      { system: 'S', messages: '{{role "system"}}T{{role "user"}}{{name}} {{@state.count}} {{@auth.name}}' },
      [system('S'), system('T'), ...history, user('Ada 1 Bob')],
    ],
    [
      'messages as a function decide about the history',
      {
        messages: ({ name }: { name: string }, { history: old }) => [user(name), ...(old ?? []).slice(1)],
        prompt: 'P',
      },
      [user('Ada'), model('answer'), user('P')],
    ],
    ['messages as they are', { messages: [user('fixed')], prompt: 'P' }, [user('fixed'), user('P')]],
    ['nothing but history', {}, history],
  ];
  test.each(cases)('%s', async (_name, config, expected) => {
    const { ai } = createPromptEngine({ context: { auth: { name: 'Bob' } }, state: { count: 1 } });
    const rendered = await ai.definePrompt({ name: 'hi', ...config }).render({ name: 'Ada', mood: 'kind' }, { messages: history });
    expect(rendered.messages).toEqual(expected);
  });

  test('history may be written as text', async () => {
    const { ai } = createPromptEngine();
    const { messages } = await ai.definePrompt({ name: 'hi', prompt: 'P' }).render({}, { messages: [{ role: 'user', content: 'text' }] });
    expect(messages).toEqual([user('text'), user('P')]);
  });

  test('docs, fixed or of a function', async () => {
    const { ai } = createPromptEngine();
    const docs = [{ content: [{ text: 'd' }] }];
    expect((await ai.definePrompt({ name: 'fixed', docs, prompt: 'P' }).render()).docs).toEqual(docs);
    const computed = ai.definePrompt({ name: 'computed', docs: ({ text }: { text: string }) => [{ content: [{ text }] }], prompt: 'P' });
    expect((await computed.render({ text: 'x' })).docs).toEqual([{ content: [{ text: 'x' }] }]);
  });

  test('an answer to interrupts leaves the user message away: it is in the history', async () => {
    const { ai } = createPromptEngine();
    const resume = { respond: [] };
    const parts = await ai.definePrompt({ name: 'parts', prompt: 'P' }).render({}, { messages: history, resume });
    expect(parts).toMatchObject({ messages: history, resume });
    const template = await ai.definePrompt({ name: 'template', messages: 'P' }).render({}, { messages: history, resume });
    expect(template.messages).toEqual(history);
  });

  test.each([
    ['more than one message', '{{role "system"}}a{{role "user"}}b'],
    ['none', '{{#if no}}x{{/if}}'],
  ])('a template of parts that gives %s', async (_name, prompt) => {
    const { ai } = createPromptEngine();
    await expect(ai.definePrompt({ name: 'hi', prompt }).render()).rejects.toMatchObject({
      message: 'INVALID_ARGUMENT: parts tempate must produce only one message',
    });
  });

  test('a template that cannot be rendered names the prompt', async () => {
    const { ai } = createPromptEngine();
    await expect(ai.definePrompt({ name: 'hi', variant: 'short', prompt: '{{nope 1}}' }).render()).rejects.toMatchObject({
      message: expect.stringContaining('INVALID_ARGUMENT: Prompt hi.short: the template cannot be rendered: '),
    });
  });
});

describe('the older second argument', () => {
  test('a template, or a function that gives a request', async () => {
    const { ai } = createPromptEngine();
    expect((await ai.definePrompt({ name: 'template' }, 'Hi {{name}}').render({ name: 'Ada' })).messages).toEqual([user('Hi Ada')]);
    const byFunction = ai.definePrompt({ name: 'function' }, async (input: { name: string }) => ({ messages: [user(input.name)] }));
    expect((await byFunction.render({ name: 'Ada' })).messages).toEqual([user('Ada')]);
  });

  test('not beside messages', () => {
    const { ai } = createPromptEngine();
    expect(() => ai.definePrompt({ name: 'hi', messages: 'a' }, 'b')).toThrow(
      'INVALID_ARGUMENT: Cannot specify template/function argument and `options.messages` at the same time',
    );
  });
});

describe('input', () => {
  const schema = z.object({ name: z.string(), mood: z.string().optional() });

  test('is held against the schema', async () => {
    const { ai } = createPromptEngine();
    const prompt = ai.definePrompt({ name: 'hi', input: { schema }, prompt: '{{name}}' });
    await expect(prompt.render({ name: 1 } as never)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(
        'Schema validation failed. Parse Errors:\n\n- name: must be string\n\nProvided data:\n\n{\n  "name": 1\n}',
      ),
    });
    await expect(prompt.render()).rejects.toMatchObject({
      details: { errors: [{ path: '(root)', message: "must have required property 'name'" }] },
    });
  });

  test('lies over the default', async () => {
    const { ai } = createPromptEngine();
    const prompt = ai.definePrompt({ name: 'hi', input: { schema, default: { name: 'Ada', mood: 'kind' } }, prompt: '{{name}} {{mood}}' });
    expect((await prompt.render()).messages).toEqual([user('Ada kind')]);
    expect((await prompt.render({ name: 'Bob' })).messages).toEqual([user('Bob kind')]);
    expect((await (await prompt.asTool())()).messages).toEqual([user('Ada kind')]);
  });
});

describe('options', () => {
  const base: PromptConfig = {
    name: 'hi',
    model: { name: 'a/one', version: '1', config: { temperature: 0, topK: 1 } },
    config: { temperature: 0.5 },
    tools: ['search', '/flow/plan'],
    toolChoice: 'required',
    maxTurns: 3,
    returnToolRequests: true,
    use: [{ name: 'log', config: { level: 1 } }],
    output: { schema: z.object({ dish: z.string() }), format: 'json', instructions: false },
    metadata: { team: 'kitchen', metadata: { shown: true } },
    prompt: 'P',
  };
  const hash = expect.stringMatching(/^[0-9a-f]{64}$/);

  test('are those of the prompt', async () => {
    const { ai, generated } = createPromptEngine();
    const prompt = ai.definePrompt(base);
    const rendered = await prompt.render();
    expect(rendered).toEqual({
      model: 'a/one',
      config: { version: '1', temperature: 0.5, topK: 1 },
      tools: ['search', '/flow/plan'],
      toolChoice: 'required',
      maxTurns: 3,
      returnToolRequests: true,
      use: [{ name: 'log', config: { level: 1 } }],
      output: { format: 'json', instructions: false, jsonSchema: expect.objectContaining({ type: 'object', required: ['dish'] }) },
      messages: [user('P')],
      metadata: { prompt: { shown: true, name: 'hi', hash } },
    });
    expect(await prompt()).toMatchObject({ text: 'answered' });
    expect(await prompt.stream().response).toMatchObject({ text: 'answered' });
    expect(generated).toEqual([rendered, rendered]);
  });

  test('of the call replace them, config key by key', async () => {
    const { ai } = createPromptEngine();
    const onChunk = (): void => undefined;
    const { signal: abortSignal } = new AbortController();
    const call = { model: 'b/two', tools: ['other'], maxTurns: 1, output: {}, use: [], onChunk, abortSignal, context: { a: 1 }, docs: [] };
    const rendered = await ai.definePrompt(base).render({}, { ...call, config: { topK: 9 }, metadata: { mine: 1 } });
    expect(rendered).toMatchObject({ ...call, toolChoice: 'required', config: { version: '1', temperature: 0.5, topK: 9 } });
    expect(rendered).toMatchObject({ output: {}, abortSignal, onChunk, metadata: { mine: 1, prompt: { name: 'hi' } } });
  });

  test('an empty config is none, unless the call gives it', async () => {
    const { ai } = createPromptEngine();
    const prompt = ai.definePrompt({ name: 'bare', prompt: 'P' });
    expect(await prompt.render()).toEqual({ messages: [user('P')], metadata: { prompt: { name: 'bare', hash } } });
    expect(await prompt.render({}, { config: {} })).toHaveProperty('config', {});
  });

  test("the call's context is what the template sees", async () => {
    const { ai } = createPromptEngine({ context: { who: 'app' } });
    const prompt = ai.definePrompt({ name: 'hi', prompt: '{{@who}}' });
    expect((await prompt.render()).messages).toEqual([user('app')]);
    expect((await prompt.render({}, { context: { who: 'call' } })).messages).toEqual([user('call')]);
  });

  test('middleware that is a function stays on the side of the caller, the whole list with it', async () => {
    const { ai } = createPromptEngine();
    const middleware = async (request: unknown, next: (request: unknown) => unknown): Promise<never> => (await next(request)) as never;
    const use = [{ name: 'log' }, middleware as never];
    const rendered = await ai.definePrompt({ name: 'hi', use, prompt: 'P' }).render();
    expect(rendered.use).toBe(use);
    expect(await ai.prompt('hi').render()).toHaveProperty('use', use);
  });
});

describe('the hash', () => {
  test('follows text, partials, input, context and history; not secrets', async () => {
    const { ai } = createPromptEngine();
    ai.definePartial('part', 'one');
    const prompt = ai.definePrompt({ name: 'hi', prompt: '{{name}} {{> part}}' });
    const hashOf = async (...call: Parameters<typeof prompt.render>): Promise<unknown> =>
      ((await prompt.render(...call)).metadata?.['prompt'] as { hash: string }).hash;
    const first = await hashOf({ name: 'Ada' });
    expect(await hashOf({ name: 'Ada' })).toBe(first);
    expect(await hashOf({ name: 'Ada' }, { context: { secrets: { key: 'k' } } })).toBe(first);
    const others = [
      await hashOf({ name: 'Bob' }),
      await hashOf({ name: 'Ada', unused: 1 }),
      await hashOf({ name: 'Ada' }, { context: { who: 1 } }),
      await hashOf({ name: 'Ada' }, { messages: history }),
    ];
    ai.definePartial('part', 'two');
    others.push(await hashOf({ name: 'Ada' }));
    expect(new Set([first, ...others]).size).toBe(6);
  });
});

describe('the two actions', () => {
  test('/prompt/x renders a request with the definitions of its tools', async () => {
    const { ai, engine } = createPromptEngine();
    engine.registry.register({
      key: '/tool/kit/search',
      type: 'tool',
      name: 'kit/search',
      description: 'finds',
      inputSchema: { type: 'object' },
    });
    const schema = { type: 'object' };
    const config = { temperature: 1 };
    const prompt = ai.definePrompt({
      name: 'hi',
      config,
      tools: ['kit/search'],
      output: { format: 'json', jsonSchema: schema },
      prompt: '{{name}}',
    });
    const tool = await prompt.asTool();
    expect([tool.toolName, tool.key]).toEqual(['hi', '/prompt/hi']);
    expect(await tool({ name: 'Ada' })).toEqual({
      messages: [user('Ada')],
      config,
      tools: [{ name: 'search', description: 'finds', inputSchema: { type: 'object' }, metadata: { originalName: 'kit/search' } }],
      output: { format: 'json', schema },
    });
  });

  test('/executable-prompt/x takes the plain input', async () => {
    const { ai, engine } = createPromptEngine();
    ai.definePrompt({ name: 'hi', prompt: '{{name}}' });
    const call = { key: '/executable-prompt/hi', name: 'hi', input: { name: 'Ada' }, options: {} } as const;
    expect(await engine.outside?.callAction(call)).toMatchObject({ messages: [user('Ada')], metadata: { prompt: { name: 'hi' } } });
  });

  test('lists show what a prompt is', () => {
    const { ai, engine } = createPromptEngine();
    const input = { schema: z.object({ name: z.string() }) };
    const prompt = ai.definePrompt({
      name: 'hi',
      variant: 'b',
      description: 'greets',
      model: 'a/one',
      tools: ['t'],
      input,
      metadata: { foo: 'bar' },
    });
    expect(prompt.ref).toEqual({ name: 'hi.b', metadata: { foo: 'bar' } });
    expect(ai.prompt('hi', { variant: 'b' }).ref).toEqual({ name: 'hi.b' });
    const schema = expect.objectContaining({ required: ['name'] });
    for (const key of ['/prompt/hi.b', '/executable-prompt/hi.b'] as const) {
      expect(engine.registry.lookup(key)).toMatchObject({
        description: 'greets',
        metadata: {
          type: 'prompt',
          foo: 'bar',
          prompt: { name: 'hi', variant: 'b', model: 'a/one', tools: ['t'], use: [], input: { schema } },
        },
      });
    }
  });

  test('a second prompt of one name is refused', () => {
    const { ai } = createPromptEngine();
    ai.definePrompt({ name: 'hi' });
    expect(() => ai.definePrompt({ name: 'hi' })).toThrow('/prompt/hi is defined twice');
  });
});
