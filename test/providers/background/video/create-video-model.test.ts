import { createGoogle } from '@ai-sdk/google';
import type { Experimental_VideoModelV4 as VideoModel, Experimental_VideoModelV4CallOptions as VideoCallOptions } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { createBackgroundAction } from '../../../../engine/operations/create-background-action.ts';
import { createVideoModel } from '../../../../providers/models/video/create-video-model.ts';
import { toVideoCall } from '../../../../providers/models/video/to-video-call.ts';
import { ask } from '../../models/call-model.ts';
import { toCalls, type BackgroundCalls } from '../call-background.ts';
import { createFakeGoogleMedia, type FakeGoogleMedia } from '../../../../examples/video/pretend/create-fake-google-media.ts';

const KEY = 'key-of-the-video-test';

function adaptGoogle(google: FakeGoogleMedia): BackgroundCalls {
  const definition = createVideoModel({
    name: 'any/veo',
    modelId: 'veo-3.1-generate-preview',
    providerOptionsKey: 'google',
    connect: (id) => ({ model: createGoogle({ baseURL: `${google.url}/v1beta`, apiKey: KEY }).video(id), secrets: [KEY] }),
  });
  return toCalls(createBackgroundAction(definition));
}

describe("Google's package, over the fake", () => {
  test('a video is started, looked at and had, and its address has lost the key that the package puts there', async () => {
    await using google = await createFakeGoogleMedia({ apiKey: KEY, polls: 1 });
    const video = adaptGoogle(google);
    const config = { aspectRatio: '16:9', resolution: '1080p', durationSeconds: 6, n: 2, negativePrompt: 'cars' };
    const started = await video.start({ ...ask('waves'), config });
    expect(google.requests[0]?.body).toEqual({
      instances: [{ prompt: 'waves' }],
      parameters: { sampleCount: 2, aspectRatio: '16:9', resolution: '1080p', durationSeconds: 6, negativePrompt: 'cars' },
    });
    const operationName = 'models/veo-3.1-generate-preview/operations/fake0001';
    expect(started).toMatchObject({ id: JSON.stringify({ operationName }), done: false, metadata: { vendorOperation: { operationName } } });
    expect(await video.check(started)).toMatchObject({ done: false });
    const done = await video.check({ id: started.id });
    expect(done).toMatchObject({
      done: true,
      output: {
        finishReason: 'stop',
        message: { content: [{ media: { url: `${google.url}/v1beta/files/file0001:download?alt=media`, contentType: 'video/mp4' } }] },
      },
    });
    expect(JSON.stringify([started, done])).not.toContain(KEY);
    expect(google.submits).toBe(1);
  });

  test('what failed at the vendor is over; what could not be asked is not', async () => {
    await using google = await createFakeGoogleMedia({ apiKey: KEY, polls: 0 });
    google.behave({ veo: 'failed' });
    const video = adaptGoogle(google);
    const operation = await video.start(ask('hi'));
    google.fail({ place: 'poll', status: 429, retryAfter: 4 });
    await expect(video.check(operation)).rejects.toMatchObject({ details: { class: 'rate_limit', retryAfterMs: 4000 } });
    expect(await video.check(operation)).toMatchObject({ done: true, error: { message: expect.stringContaining('failed inside') } });
    google.behave({ veo: 'filtered' });
    expect(await video.check(await video.start(ask('hi')))).toMatchObject({
      done: true,
      error: { message: expect.stringContaining('No videos') },
    });
  });
});

describe('any package', () => {
  const response = { timestamp: new Date(0), modelId: 'v', headers: undefined };
  const adapt = (model: Partial<VideoModel>): BackgroundCalls => {
    const whole: VideoModel = { specificationVersion: 'v4', provider: 'p', modelId: 'v', maxVideosPerCall: 1, ...model };
    return toCalls(
      createBackgroundAction(createVideoModel({ name: 'p/v', modelId: 'v', providerOptionsKey: 'p', connect: () => ({ model: whole }) })),
    );
  };

  test('bytes become data URIs, warnings are told, an operation that is a text is the id', async () => {
    const video = adapt({
      doStart: async () => ({ operation: 'job-1', warnings: [{ type: 'other', message: 'no sound' }], response }),
      doStatus: async ({ operation }) => ({
        status: 'completed',
        videos: [
          { type: 'binary', data: new Uint8Array([1, 2, 3]), mediaType: 'video/webm' },
          { type: 'base64', data: 'AQID', mediaType: 'video/mp4' },
        ],
        warnings: [],
        providerMetadata: { p: { asked: operation } },
        response,
      }),
    });
    const started = await video.start(ask('hi'));
    expect(started).toMatchObject({ id: 'job-1', metadata: { warnings: [{ message: 'no sound' }] } });
    expect(await video.check(started)).toMatchObject({
      output: {
        message: { content: [{ media: { url: 'data:video/webm;base64,AQID' } }, { media: { url: 'data:video/mp4;base64,AQID' } }] },
        custom: { providerMetadata: { p: { asked: 'job-1' } } },
      },
    });
  });

  test('an error for what is in the request is a blocked answer', async () => {
    const video = adapt({ doStatus: async () => ({ status: 'error', error: 'The prompt was flagged by our safety system.', response }) });
    expect(await video.check({ id: 'job-1' })).toMatchObject({
      done: true,
      output: { finishReason: 'blocked', finishMessage: 'The prompt was flagged by our safety system.' },
    });
  });

  test('a package that can only wait is refused', async () => {
    await expect(adapt({}).start(ask('hi'))).rejects.toMatchObject({ status: 'UNIMPLEMENTED', source: 'p/v' });
  });
});

test('media by their place, settings by their field, the rest to the vendor', () => {
  const media = (data: string, type?: string): { media: { url: string }; metadata?: { type: string } } => ({
    media: { url: `data:image/png;base64,${data}` },
    ...(type !== undefined && { metadata: { type } }),
  });
  const content = [
    { text: 'go' },
    media('QUFB'),
    media('QkJC', 'firstFrame'),
    media('Q0ND', 'lastFrame'),
    media('RERE', 'referenceImages'),
  ];
  const config = { seed: 3, fps: 24, generateAudio: false, resolution: '640x480', style: 'noir', providerOptions: { other: { a: 1 } } };
  const file = (data: string): object => ({ type: 'file', data, mediaType: 'image/png' });
  const expected: Partial<Record<keyof VideoCallOptions, unknown>> = {
    prompt: 'go',
    n: 1,
    seed: 3,
    fps: 24,
    generateAudio: false,
    resolution: '640x480',
    image: file('QUFB'),
    frameImages: [
      { image: file('QkJC'), frameType: 'first_frame' },
      { image: file('Q0ND'), frameType: 'last_frame' },
    ],
    inputReferences: [file('RERE')],
    providerOptions: { p: { style: 'noir' }, other: { a: 1 } },
  };
  expect(toVideoCall({ messages: [{ role: 'user', content }], config }, 'p').options).toMatchObject(expected);
  expect(() => toVideoCall({ ...ask('x'), config: { durationSeconds: 'long' } }, 'p')).toThrow('durationSeconds: a number is expected');
});
