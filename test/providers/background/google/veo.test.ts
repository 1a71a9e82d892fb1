import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { googleAI } from '../../../../google-genai.ts';
import { isRefused } from '../../../../activities/operations/is-refused.ts';
import { createRegistry } from '../../../../engine/registry.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import { ask } from '../../models/call-model.ts';
import { startVendorServer } from '../../models/vendor-server/vendor-server.ts';
import { answerJson } from '../../models/vendor-server/behaviours.ts';
import { resolveBackground, type BackgroundCalls } from '../call-background.ts';
import { createFakeGoogleMedia, type FakeGoogleMedia } from '../../../../examples/video/pretend/create-fake-google-media.ts';
import { FILTER_REASON } from '../../../../examples/video/pretend/fake-veo.ts';

const KEY = 'key-of-the-veo-test';
let google: FakeGoogleMedia;
let veo: BackgroundCalls;

beforeEach(async () => {
  google = await createFakeGoogleMedia({ apiKey: KEY, polls: 1 });
  veo = await resolveBackground(googleAI({ baseUrl: google.url, apiKey: KEY }), 'veo-3.1-generate-preview');
});

afterEach(async () => {
  await google[Symbol.asyncDispose]();
});

async function bodyOf(request: GenerateRequest): Promise<unknown> {
  await veo.start(request);
  return google.requests.at(-1)?.body;
}

describe('requests', () => {
  test('settings are the parameters, the version is the address, nothing is sent for what is not set', async () => {
    const config = {
      version: 'veo-3.0-generate-001',
      aspectRatio: '9:16',
      personGeneration: 'allow_adult',
      durationSeconds: 8,
      negativePrompt: 'cars',
      enhancePrompt: false,
      resolution: '1080p',
      seed: 7,
      newer: { thing: 1 },
      nothing: undefined,
    };
    const { version: _version, nothing: _nothing, ...parameters } = config;
    expect(await bodyOf({ ...ask('waves'), config })).toEqual({ instances: [{ prompt: 'waves' }], parameters });
    expect(google.requests[0]).toMatchObject({ method: 'POST', path: '/v1beta/models/veo-3.0-generate-001:predictLongRunning' });
  });

  test('media of the last message are frames, references or a video of Veo', async () => {
    const image = (data: string): string => `data:image/jpeg;base64,${data}`;
    const content = [
      { text: 'dance' },
      { media: { url: image('QUFB') } },
      { media: { url: image('QkJC') }, metadata: { type: 'lastFrame' } },
      { media: { url: image('Q0ND') }, metadata: { type: 'referenceImages' } },
      { media: { url: 'gs://bucket/dog.png', contentType: 'image/png' }, metadata: { type: 'referenceImages', referenceType: 'style' } },
    ];
    const system = { role: 'system' as const, content: [{ text: 'Black and white. ' }] };
    expect(await bodyOf({ messages: [system, { role: 'user', content }] })).toEqual({
      instances: [
        {
          prompt: 'Black and white. dance',
          image: { bytesBase64Encoded: 'QUFB', mimeType: 'image/jpeg' },
          lastFrame: { bytesBase64Encoded: 'QkJC', mimeType: 'image/jpeg' },
          referenceImages: [
            { image: { bytesBase64Encoded: 'Q0ND', mimeType: 'image/jpeg' }, referenceType: 'asset' },
            { image: { gcsUri: 'gs://bucket/dog.png', mimeType: 'image/png' }, referenceType: 'style' },
          ],
        },
      ],
      parameters: {},
    });
    const video = { url: 'https://generativelanguage.googleapis.com/v1beta/files/a:download', contentType: 'video/mp4' };
    expect(await bodyOf({ messages: [{ role: 'user', content: [{ text: 'on' }, { media: video }] }] })).toMatchObject({
      instances: [{ prompt: 'on', video: { uri: video.url } }],
    });
  });

  test.each([
    [
      'an image by URL',
      { messages: [{ role: 'user' as const, content: [{ media: { url: 'https://example.com/a.png' } }] }] },
      'data URIs or gs://',
    ],
    ['a key in the config', { ...ask('hi'), config: { apiKey: 'x' } }, 'config.apiKey is not allowed'],
  ])('%s is refused before anything is sent', async (_, request, words) => {
    await expect(veo.start(request)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringContaining(words) });
    expect(google.requests.length).toBe(0);
  });

  test('an id that is none is not sent with the key', async () => {
    for (const id of ['../files/x', 'https://example.com/', 'a?b', '']) {
      await expect(veo.check({ id })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    }
    expect(google.requests.length).toBe(0);
  });
});

describe('ends', () => {
  test('filtered: blocked, with the words of the vendor', async () => {
    google.behave({ polls: 0, veo: 'filtered' });
    expect(await veo.check(await veo.start(ask('somebody')))).toMatchObject({
      done: true,
      output: {
        finishReason: 'blocked',
        finishMessage: FILTER_REASON,
        message: { role: 'model', content: [] },
        custom: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: [FILTER_REASON] },
      },
    });
  });

  test('failed: the words, the status and the class', async () => {
    google.behave({ polls: 0, veo: 'failed' });
    expect(await veo.check(await veo.start(ask('hi')))).toMatchObject({
      done: true,
      error: { message: 'Video generation failed inside.', status: 'INTERNAL', class: 'overloaded' },
    });
  });

  test('a job that the vendor has lost is NOT_FOUND', async () => {
    const operation = await veo.start(ask('hi'));
    google.veo.forget(operation.id);
    await expect(veo.check(operation)).rejects.toMatchObject({
      status: 'NOT_FOUND',
      details: { class: 'invalid_request', httpStatus: 404 },
    });
  });

  test('progress and hints of an answer are told', async () => {
    await using server = await startVendorServer(
      answerJson({ name: 'models/a/operations/b', metadata: { progressPercent: 40 } }, { headers: { 'retry-after': '7' } }),
    );
    const model = await resolveBackground(googleAI({ baseUrl: server.url, apiKey: KEY }), 'veo-x');
    expect(await model.check({ id: 'models/a/operations/b' })).toMatchObject({
      done: false,
      metadata: { progress: 0.4, retryAfterMs: 7000 },
    });
  });
});

describe('faults', () => {
  test.each([
    [429, 3, { status: 'RESOURCE_EXHAUSTED', details: { class: 'rate_limit', retryAfterMs: 3000, httpStatus: 429 } }],
    [503, undefined, { status: 'UNAVAILABLE', details: { class: 'overloaded' } }],
    [500, undefined, { status: 'UNAVAILABLE', details: { class: 'overloaded' } }],
  ])('%i on a look passes, and the next look goes on', async (status, retryAfter, expected) => {
    const operation = await veo.start(ask('hi'));
    google.fail({ place: 'poll', status, ...(retryAfter !== undefined && { retryAfter }) });
    await expect(veo.check(operation)).rejects.toMatchObject(expected);
    expect(await veo.check(operation)).toMatchObject({ done: false });
  });

  test('a connection that breaks after the request was taken is an error that says nothing about the job', async () => {
    google.fail({ place: 'start', drop: 'after' });
    await expect(veo.start(ask('hi'))).rejects.toMatchObject({ status: 'UNAVAILABLE', details: { class: 'overloaded' } });
    expect(google.submits).toBe(1);
  });

  test('a vendor that was never reached says so down to the code, which tells that nothing was paid', async () => {
    const away = await createFakeGoogleMedia();
    await away[Symbol.asyncDispose]();
    const model = await resolveBackground(googleAI({ baseUrl: away.url, apiKey: KEY }), 'veo-x');
    const error = await model.start(ask('hi')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 'UNAVAILABLE', message: expect.stringContaining('cannot be reached') });
    expect(isRefused(error)).toBe(true);
  });

  test('no error and no operation holds the key, also where the vendor repeats it', async () => {
    google.fail({ place: 'start', status: 400, message: `key ${KEY} is bad` });
    const error = await veo.start(ask('hi')).catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 10 })).not.toContain(KEY);
    google.behave({ polls: 0 });
    const operation = await veo.check(await veo.start(ask('hi')));
    expect(JSON.stringify(operation)).not.toContain(KEY);
  });

  test('an abort closes the call', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(veo.start(ask('hi'), { abortSignal: controller.signal })).rejects.toMatchObject({ status: 'CANCELLED' });
    expect(google.submits).toBe(0);
  });
});

describe('files', () => {
  test('the bytes come through the redirect; after their time there is a refusal', async () => {
    google.behave({ polls: 0 });
    const { id, output } = await veo.check(await veo.start(ask('hi')));
    const [part] = output?.message?.content ?? [];
    const url = part !== undefined && 'media' in part ? part.media.url : '';
    const response = await veo.download(url);
    expect(Buffer.from(await response.arrayBuffer()).equals(google.veo.videoOf(id) ?? Buffer.alloc(0))).toBe(true);
    google.veo.expireFiles();
    expect((await veo.download(url)).status).toBe(403);
  });

  test('the key goes to no other origin', async () => {
    await using other = await startVendorServer(answerJson({}));
    await expect(veo.download(`${other.url}/v1beta/files/x`)).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    await using leading = await startVendorServer((response) => void response.writeHead(302, { location: `${other.url}/stolen` }).end());
    const model = await resolveBackground(googleAI({ baseUrl: leading.url, apiKey: KEY }), 'veo-x');
    await expect(model.download(`${leading.url}/v1beta/files/x`)).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    expect(other.requests.length).toBe(0);
  });
});

test('keys of the three actions, and what the model can do', async () => {
  const registry = createRegistry([googleAI()]);
  const key = 'googleai/veo-3.0-generate-001';
  expect(await registry.resolve(`/background-model/${key}`)).toMatchObject({
    type: 'background-model',
    metadata: { model: { supports: { longRunning: true, output: ['media'], tools: false } }, operation: { cancels: false } },
    inputSchema: { properties: { config: { properties: { durationSeconds: { minimum: 4, maximum: 8 } } } } },
  });
  expect(await registry.resolve(`/check-operation/${key}/check`)).toMatchObject({ type: 'check-operation' });
  expect(await registry.resolve(`/cancel-operation/${key}/cancel`)).toBeUndefined();
});
