import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { googleAI } from '../../../../google-genai.ts';
import type { Action } from '../../../../engine/action.ts';
import { ask, callModel, resolveModel } from '../../models/call-model.ts';
import { createFakeGoogleMedia, type FakeGoogleMedia } from '../../../../examples/video/pretend/create-fake-google-media.ts';
import { FAKE_SOUND } from '../../../../examples/video/pretend/fake-interactions.ts';

const KEY = 'key-of-the-music-test';
let google: FakeGoogleMedia;
let lyria: Action;

beforeEach(async () => {
  google = await createFakeGoogleMedia({ apiKey: KEY });
  lyria = await resolveModel(googleAI({ baseUrl: google.url, apiKey: KEY }), 'lyria-3-clip-preview');
});

afterEach(async () => {
  await google[Symbol.asyncDispose]();
});

test('one request, and the sound is in the answer', async () => {
  const response = await callModel(lyria, ask('a quiet song'));
  expect(google.requests).toMatchObject([
    {
      method: 'POST',
      path: '/v1beta/interactions',
      body: {
        model: 'lyria-3-clip-preview',
        input: [{ type: 'user_input', content: [{ type: 'text', text: 'a quiet song' }] }],
        response_modalities: ['audio', 'text'],
      },
    },
  ]);
  const url = `data:audio/wav;base64,${Buffer.from(FAKE_SOUND).toString('base64')}`;
  expect(response).toMatchObject({
    finishReason: 'stop',
    message: { content: [{ text: '[0.0:] a quiet song' }, { media: { url, contentType: 'audio/wav' } }] },
    usage: { totalTokens: 440 },
    custom: { model: 'lyria-3-clip-preview' },
  });
});

test('settings: another model, other modalities, an image to be inspired by', async () => {
  const image = { media: { url: 'data:image/png;base64,QUFB', contentType: 'image/png' } };
  const config = { version: 'lyria-3-pro-preview', responseModalities: ['AUDIO'], newer: true };
  await callModel(lyria, { messages: [{ role: 'user', content: [{ text: 'as this' }, image] }], config });
  expect(google.requests[0]?.body).toEqual({
    model: 'lyria-3-pro-preview',
    input: [
      {
        type: 'user_input',
        content: [
          { type: 'text', text: 'as this' },
          { type: 'image', mime_type: 'image/png', data: 'QUFB' },
        ],
      },
    ],
    response_modalities: ['audio'],
    newer: true,
  });
});

test('what was held back is blocked, what failed is an error', async () => {
  google.behave({ interaction: 'blocked' });
  expect(await callModel(lyria, ask('hi'))).toMatchObject({ finishReason: 'blocked', finishMessage: 'The answer was held back.' });
  google.behave({ interaction: 'failed' });
  await expect(callModel(lyria, ask('hi'))).rejects.toMatchObject({
    status: 'UNAVAILABLE',
    source: 'googleai/lyria-3-clip-preview',
    details: { class: 'overloaded', vendorCode: 'api_error' },
  });
  google.fail({ place: 'start', status: 429, retryAfter: 9 });
  await expect(callModel(lyria, ask('hi'))).rejects.toMatchObject({ details: { class: 'rate_limit', retryAfterMs: 9000 } });
});
