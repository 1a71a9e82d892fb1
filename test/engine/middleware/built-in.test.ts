import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { engineOf } from '../../../engine/ai-of-engine.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { RunScope } from '../../../engine/run-scope.ts';
import { durakit, DurakitError, type Ai } from '../../../index.ts';
import * as named from '../../../middleware.ts';
import { downloadRequestMedia, fallback, retry } from '../../../model-middleware.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { StatusName } from '../../../schemas/status.ts';
import { scriptedModel } from '../../../testing.ts';

const request: GenerateRequest = { messages: [{ role: 'user', content: [{ text: 'hi' }] }] };

function failing(status: StatusName, details?: unknown): DurakitError {
  return new DurakitError({ status, message: `it is ${status}`, details });
}

/** Runs as flow code whose waits are noted instead of waited for. */
async function notingSleeps<T>(ai: Ai, body: () => Promise<T>): Promise<{ result: PromiseSettledResult<T>; sleeps: number[] }> {
  const engine = engineOf(ai) as Engine;
  const sleeps: number[] = [];
  const caller: RunScope['caller'] = {
    ...(engine.outside as RunScope['caller']),
    sleep: async (milliseconds) => void sleeps.push(milliseconds),
  };
  const scope: RunScope = {
    kind: 'flow',
    name: 'test',
    caller,
    context: {},
    abortSignal: new AbortController().signal,
    streamingRequested: false,
    sendChunk: () => undefined,
  };
  const [result] = await Promise.allSettled([engine.scopes.run(scope, body)]);
  return { result: result as PromiseSettledResult<T>, sleeps };
}

describe.each([
  ['first form', retry],
  ['second form', named.retry],
])('retry of the %s', (_form, create) => {
  const ai = durakit({ mode: 'inline' });
  const model = scriptedModel(ai, []);
  const ask = (...options: Parameters<typeof retry>): Promise<string> =>
    ai.generate({ model, prompt: 'x', use: [create(...options)] }).then(({ text }) => text);

  test('tries three more times, with waits that double', async () => {
    model.respondWith([failing('UNAVAILABLE'), failing('RESOURCE_EXHAUSTED'), failing('INTERNAL'), 'at last']);
    const told: [string, number][] = [];
    const { result, sleeps } = await notingSleeps(ai, () =>
      ask({ noJitter: true, onError: (error, attempt) => told.push([(error as DurakitError).status, attempt]) }),
    );
    expect(result).toEqual({ status: 'fulfilled', value: 'at last' });
    expect(sleeps).toEqual([1000, 2000, 4000]);
    expect(told).toEqual([
      ['UNAVAILABLE', 1],
      ['RESOURCE_EXHAUSTED', 2],
      ['INTERNAL', 3],
    ]);
  });

  test('then throws the last error', async () => {
    model.respondWith(() => failing('ABORTED'));
    const { result, sleeps } = await notingSleeps(ai, () =>
      ask({ noJitter: true, maxRetries: 2, initialDelayMs: 100, backoffFactor: 10, maxDelayMs: 500 }),
    );
    expect(result).toMatchObject({ status: 'rejected', reason: { status: 'ABORTED' } });
    expect(sleeps).toEqual([100, 500]);
  });

  test('has a jitter of up to a second, twice as much each time', async () => {
    model.respondWith([failing('ABORTED'), failing('ABORTED'), 'x']);
    const { sleeps } = await notingSleeps(ai, () => ask({ initialDelayMs: 0, maxDelayMs: 1 }));
    const [first = -1, second = -1] = sleeps;
    expect(first >= 0 && first <= 1000 && second >= 0 && second <= 2000).toBe(true);
  });

  test('waits as long as the vendor asks for', async () => {
    model.respondWith([failing('RESOURCE_EXHAUSTED', { retryAfterMs: 7000 }), 'x']);
    expect((await notingSleeps(ai, () => ask({ noJitter: true }))).sleeps).toEqual([7000]);
  });

  test('leaves other statuses alone, and tries foreign errors in any case', async () => {
    model.respondWith([failing('INVALID_ARGUMENT'), 'x']);
    expect((await notingSleeps(ai, () => ask())).result).toMatchObject({ reason: { status: 'INVALID_ARGUMENT' } });
    model.respondWith([new TypeError('odd'), 'x']);
    expect((await notingSleeps(ai, () => ask({ statuses: ['ABORTED'] }))).result).toMatchObject({ value: 'x' });
    model.respondWith([Object.assign(new Error('stop'), { name: 'AbortError' }), 'x']);
    expect((await notingSleeps(ai, () => ask())).result).toMatchObject({ reason: { status: 'CANCELLED' } });
  });

  test('tells Temporal what to leave alone', async () => {
    model.respondWith(['x']);
    const engine = engineOf(ai) as Engine;
    const outside = engine.outside as RunScope['caller'];
    let options: unknown;
    const caller: RunScope['caller'] = {
      ...outside,
      callAction: async (call) => {
        options = call.options;
        return await outside.callAction(call);
      },
    };
    const { signal } = new AbortController();
    const surroundings = { context: {}, abortSignal: signal, streamingRequested: false, sendChunk: () => undefined };
    await engine.scopes.run({ kind: 'flow', name: 'test', caller, ...surroundings }, () => ask({ statuses: ['ABORTED'] }));
    expect(options).toMatchObject({ retry: { nonRetryable: expect.arrayContaining(['ABORTED', 'Error']) } });
  });
});

test('retry can be called in the shorter way', async () => {
  let calls = 0;
  const next = async (): Promise<object> => {
    if (++calls === 1) throw failing('UNAVAILABLE');
    return { finishReason: 'stop' };
  };
  const short = retry({ initialDelayMs: 1, noJitter: true });
  expect(await short(request, next)).toEqual({ finishReason: 'stop' });
});

describe('fallback', () => {
  const ai = durakit({ mode: 'inline' });
  const first = scriptedModel(ai, [], { name: 'first' });
  const second = scriptedModel(ai, [], { name: 'second' });
  const third = scriptedModel(ai, [], { name: 'third' });

  test.each([
    ['first form', fallback(ai, { models: ['second', third] })],
    ['second form', named.fallback({ models: ['second', { name: 'third' }] })],
  ])('asks in order, counts all tokens, streams the answer (%s)', async (_form, middleware) => {
    first.respondWith([failing('UNAVAILABLE')]);
    second.respondWith([failing('UNIMPLEMENTED')]);
    third.respondWith([{ text: 'third', usage: { inputTokens: 3 } }]);
    const chunks: string[] = [];
    const response = await ai.generate({ model: first, prompt: 'x', use: [middleware], onChunk: ({ text }) => void chunks.push(text) });
    expect([response.text, response.usage.inputTokens, chunks]).toEqual(['third', 3, ['third']]);
  });

  test('throws the last error, and one of another status at once', async () => {
    const told: string[] = [];
    const use = [fallback(ai, { models: ['second', 'third'], onError: (error) => told.push((error as DurakitError).status) })];
    first.respondWith([failing('UNAVAILABLE')]);
    second.respondWith([failing('ABORTED')]);
    third.respondWith([failing('NOT_FOUND')]);
    await expect(ai.generate({ model: first, prompt: 'x', use })).rejects.toMatchObject({ status: 'NOT_FOUND' });
    expect(told).toEqual(['UNAVAILABLE', 'ABORTED', 'NOT_FOUND']);
    first.respondWith([failing('PERMISSION_DENIED')]);
    await expect(ai.generate({ model: first, prompt: 'x', use })).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    first.respondWith([failing('UNAVAILABLE')]);
    second.respondWith([failing('UNAUTHENTICATED')]);
    await expect(ai.generate({ model: first, prompt: 'x', use })).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
    await expect(
      ai.generate({ model: first, prompt: 'x', use: [fallback({}, { models: ['second'], statuses: ['FAILED_PRECONDITION'] })] }),
    ).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  });

  test("merges the reference's configuration, or keeps the request's out", async () => {
    const models = [{ name: 'second', version: 'v2', config: { topK: 2 } }];
    const ask = async (isolateConfig: boolean): Promise<unknown> => {
      first.respondWith([failing('UNAVAILABLE')]);
      second.respondWith(['x']);
      await ai.generate({
        model: first,
        prompt: 'x',
        config: { topK: 1, temperature: 0 },
        use: [named.fallback({ models, isolateConfig })],
      });
      return second.lastRequest?.config;
    };
    expect(await ask(false)).toEqual({ temperature: 0, topK: 2, version: 'v2' });
    expect(await ask(true)).toEqual({ topK: 2, version: 'v2' });
  });
});

describe('downloadRequestMedia', () => {
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      if (incoming.url === '/no') outgoing.writeHead(404).end('not here');
      else outgoing.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from('picture'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = async (path: string, options?: Parameters<typeof downloadRequestMedia>[0], isAllowed = true): Promise<unknown> => {
    process.env['DURAKIT_ALLOW_PRIVATE_ADDRESSES'] = String(isAllowed);
    const ai = durakit({ mode: 'inline' });
    delete process.env['DURAKIT_ALLOW_PRIVATE_ADDRESSES'];
    const model = scriptedModel(ai, ['x']);
    const flow = ai.defineFlow('looks', async () => {
      await ai.generate({ model, prompt: [{ media: { url: `${base}${path}` } }], use: [downloadRequestMedia(options)] });
    });
    await flow(undefined);
    return model.lastRequest?.messages[0]?.content[0];
  };

  test('puts the bytes into the request', async () => {
    const url = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`;
    expect(await ask('/yes')).toEqual({ media: { contentType: 'image/png', url } });
    expect(await ask('/yes', { filter: () => false })).toEqual({ media: { url: `${base}/yes` } });
  });

  test('refuses what it must', async () => {
    await expect(ask('/no')).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: `HTTP error downloading media '${base}/no': not here`,
    });
    await expect(ask('/yes', { maxBytes: 3 })).rejects.toMatchObject({ message: expect.stringContaining('larger than 3 bytes') });
    await expect(ask('/yes', {}, false)).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
  });
});

describe('toolApproval', () => {
  test('interrupts before a tool that nobody approved, and runs it after a restart', async () => {
    const ai = durakit({ mode: 'inline' });
    const calls = [
      {
        toolRequests: [
          { name: 'pay', input: 1, ref: 'a' },
          { name: 'look', input: 1, ref: 'b' },
        ],
      },
      'paid',
    ];
    const model = scriptedModel(ai, calls);
    const ran: string[] = [];
    const pay = ai.defineTool({ name: 'pay' }, async () => void ran.push('pay'));
    ai.defineTool({ name: 'look' }, async () => void ran.push('look'));
    const options = { model, tools: ['pay', 'look'], use: [named.toolApproval({ approved: ['look'] })] };
    const response = await ai.generate({ ...options, prompt: 'x' });
    expect(ran).toEqual(['look']);
    expect(response.interrupts).toMatchObject([{ metadata: { interrupt: { message: 'Tool not in approved list: pay' } } }]);
    const [interrupt] = response.interrupts;
    if (interrupt === undefined) throw new Error('no interrupt');
    const resumed = await ai.generate({
      ...options,
      messages: response.messages,
      resume: { restart: pay.restart(interrupt, { toolApproved: true }) },
    });
    expect([resumed.text, ran]).toEqual(['paid', ['look', 'pay']]);
  });
});

describe('artifacts', () => {
  test('keeps texts for one generate', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, [
      {
        toolRequests: [
          { name: 'write_artifact', input: { name: 'plan', content: 'dig' } },
          { name: 'read_artifact', input: { name: 'none' } },
        ],
      },
      { toolRequests: [{ name: 'read_artifact', input: { name: 'plan' } }] },
      'done',
      'readonly',
    ]);
    await ai.generate({ model, prompt: 'x', use: [named.artifacts()] });
    const outputs = model.lastRequest?.messages.flatMap(({ content }) =>
      content.flatMap((part) => ('toolResponse' in part ? [part.toolResponse.output] : [])),
    );
    expect(outputs).toEqual([
      { status: 'Artifact "plan" saved successfully.' },
      { name: 'none', content: 'Artifact "none" not found.', found: false },
      { name: 'plan', content: 'dig', found: true },
    ]);
    expect(model.lastRequest?.messages[0]).toMatchObject({
      role: 'system',
      content: [{ text: expect.stringContaining('  - plan (3 chars)\n') }],
    });
    await ai.generate({ model, prompt: 'x', use: [named.artifacts({ readonly: true })] });
    expect(model.lastRequest?.tools?.map(({ name }) => name)).toEqual(['read_artifact']);
  });
});
