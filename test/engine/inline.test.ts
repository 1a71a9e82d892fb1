import { describe, expect, test } from '@jest/globals';
import { DurakitError, durakit, z } from '../../index.ts';
import { echoModel, scriptedModel } from '../../testing.ts';

const ai = durakit({ mode: 'inline', context: { app: 'test' } });

describe("mode 'inline'", () => {
  test('runs a flow and its steps in process', async () => {
    const flow = ai.defineFlow({ name: 'sum', inputSchema: z.object({ left: z.number(), right: z.number() }) }, async ({ left, right }) => {
      const sum = await ai.run('add', () => left + right);
      return await ai.run('double', sum, (value: number) => value * 2);
    });
    expect(await flow({ left: 1, right: 2 })).toBe(6);
    expect(await flow.run({ left: 2, right: 2 }, { id: 'four' })).toEqual({ result: 8, id: 'four', workflowId: 'flow/sum/four' });
  });

  test('checks input and output with the words of Genkit', async () => {
    const flow = ai.defineFlow(
      { name: 'checked', inputSchema: z.object({ n: z.number() }), outputSchema: z.string() },
      async ({ n }) => n as never,
    );
    await expect(flow({ n: 'one' } as never)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(
        'Schema validation failed. Parse Errors:\n\n- n: must be number\n\nProvided data:\n\n{\n  "n": "one"\n}',
      ),
      details: { errors: [{ path: 'n', message: 'must be number' }] },
    });
    await expect(flow({ n: 1 })).rejects.toMatchObject({ details: { errors: [{ path: '(root)', message: 'must be string' }] } });
  });

  test('an error of a step names the step, keeps its cause and its words', async () => {
    const cause = new RangeError('too much');
    const flow = ai.defineFlow('throws', () =>
      ai.run('overflow', () => {
        throw cause;
      }),
    );
    const error: unknown = await flow(undefined).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DurakitError);
    expect(error).toMatchObject({ status: 'INTERNAL', message: 'too much', step: 'overflow', cause });
  });

  test('the same id twice is the same run', async () => {
    let runs = 0;
    const flow = ai.defineFlow('counted', () => ai.run('count', () => ++runs));
    const [first, second] = [await flow.start(undefined, { id: 'x' }), await flow.start(undefined, { id: 'x' })];
    expect([await first.result(), await second.result(), runs]).toEqual([1, 1, 1]);
  });

  test('waits for events, also for one that came first, and passes over one that does not fit', async () => {
    const flow = ai.defineFlow('waits', () => ai.waitFor('go', { schema: z.object({ by: z.string() }) }));
    const handle = await flow.start(undefined);
    await handle.signal('go', { by: 1 });
    await handle.signal('go', { by: 'Ada' });
    expect(await handle.result()).toEqual({ by: 'Ada' });
  });

  test('a wait ends with DEADLINE_EXCEEDED, a cancel with CANCELLED, and the flow may clean up', async () => {
    const timed = ai.defineFlow('timed', () => ai.waitFor('never', { timeout: 5 }));
    await expect(timed(undefined)).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED' });
    const cleaned: string[] = [];
    const stopped = ai.defineFlow('stopped', async () => {
      try {
        await ai.sleep('1h');
      } finally {
        await ai.nonCancellable(() => ai.run('clean', () => void cleaned.push('clean')));
      }
    });
    const handle = await stopped.start(undefined);
    await handle.cancel('enough');
    await expect(handle.result()).rejects.toMatchObject({ status: 'CANCELLED' });
    expect(cleaned).toEqual(['clean']);
    expect((await handle.describe()).status).toBe('cancelled');
  });

  test("the caller's abort signal cancels the run", async () => {
    const flow = ai.defineFlow('abortable', () => ai.sleep('1h'));
    const controller = new AbortController();
    const running = flow(undefined, { abortSignal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ status: 'CANCELLED' });
  });

  test('context reaches flow, step and child flow', async () => {
    const child = ai.defineFlow('child-context', async () => ai.currentContext());
    const flow = ai.defineFlow('context', async (_input: unknown, { context }) => [
      context,
      await ai.run('read', (_none, surroundings) => surroundings.context),
      await child(undefined),
    ]);
    const context = { app: 'test', auth: { uid: 'u1' } };
    expect(await flow(undefined, { context: { auth: { uid: 'u1' } } })).toEqual([context, context, context]);
  });

  test('streams the chunks that the flow sends', async () => {
    const flow = ai.defineFlow('streams', async (_input: unknown, sideChannel) => {
      sideChannel.sendChunk('one');
      sideChannel('two');
      await ai.run('three', (_none, { sendChunk }) => sendChunk('three'));
      return 'end';
    });
    const { stream, output } = flow.stream(undefined);
    expect(await Array.fromAsync(stream)).toEqual(['one', 'two', 'three']);
    expect(await output).toBe('end');
  });
});

describe('generate', () => {
  test('asks the default model, inside a flow and outside', async () => {
    const echo = durakit({ mode: 'inline', model: 'echoModel' });
    echoModel(echo);
    const flow = echo.defineFlow('asks', async (name: string) => (await echo.generate({ prompt: `I am ${name}`, system: 'Be kind' })).text);
    expect(await flow('Ada')).toBe('Echo: system: Be kind\nI am Ada; config: {}');
    const response = await echo.generate('hello');
    expect(response.messages.map(({ role }) => role)).toEqual(['user', 'model']);
  });

  test('says what is missing', async () => {
    await expect(ai.generate('hello')).rejects.toMatchObject({ message: 'INVALID_ARGUMENT: Must supply a `model` to `generate()` calls.' });
    await expect(ai.generate({ prompt: 'hello', model: 'nobody/knows' })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: "Model 'nobody/knows' not found",
    });
    await expect(ai.generate({ model: 'x' })).rejects.toMatchObject({
      originalMessage: 'at least one message is required in generate request',
    });
  });

  test('a blocked answer is an error that holds the response', async () => {
    const model = scriptedModel(ai, ['unused'], { name: 'blocked' });
    model.respondWith([{ finishReason: 'blocked', finishMessage: 'no', message: { role: 'model', content: [] } }]);
    await expect(ai.generate({ model, prompt: 'x' })).rejects.toMatchObject({ originalMessage: 'Generation blocked: no.' });
  });
});

describe('definitions', () => {
  test('two of one name are an error', () => {
    ai.defineStep('once', () => 1);
    expect(() => ai.defineStep('once', () => 2)).toThrow('ALREADY_EXISTS: /step/once is defined twice.');
    ai.defineFlow('once', async () => 1);
    expect(() => ai.defineFlow('once', async () => 2)).toThrow("Flow 'once' is defined twice");
  });

  test('a durable flow without a server says how to start one', async () => {
    const durable = durakit({ temporal: { address: '127.0.0.1:1' } });
    const flow = durable.defineFlow('lonely', async () => 1);
    await expect(flow(undefined)).rejects.toMatchObject({ status: 'UNAVAILABLE', message: expect.stringContaining('durakit dev app.ts') });
  });
});
