import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { durakit } from '../../../../index.ts';
import { googleAI } from '../../../../google-genai.ts';
import { createFakeGoogleMedia, type FakeGoogleMedia } from '../../../../examples/video/pretend/create-fake-google-media.ts';

let google: FakeGoogleMedia;

beforeEach(async () => {
  google = await createFakeGoogleMedia({ polls: 1 });
});

afterEach(async () => {
  await google[Symbol.asyncDispose]();
});

test('an app starts a video, looks at it and has it; what the vendor cannot cancel is refused', async () => {
  const ai = durakit({ plugins: [googleAI({ baseUrl: google.url, apiKey: google.apiKey })], mode: 'inline' });
  const model = googleAI.model('veo-3.1-generate-preview', { durationSeconds: 4 });
  let operation = await ai.generateOperation({ model, prompt: 'waves', config: { aspectRatio: '9:16' } });
  expect(google.requests[0]?.body).toEqual({
    instances: [{ prompt: 'waves' }],
    parameters: { durationSeconds: 4, aspectRatio: '9:16' },
  });
  await expect(ai.cancelOperation(operation)).rejects.toMatchObject({ status: 'UNIMPLEMENTED' });
  while (operation.done !== true) operation = await ai.checkOperation(operation);
  expect(operation).toMatchObject({
    action: '/background-model/googleai/veo-3.1-generate-preview',
    output: { message: { content: [{ media: { contentType: 'video/mp4' } }] } },
  });
  expect(google.submits).toBe(1);
});

test('settings of the wrong form are refused before anything is paid', async () => {
  const ai = durakit({ plugins: [googleAI({ baseUrl: google.url, apiKey: google.apiKey })], mode: 'inline' });
  const asked = ai.generateOperation({
    model: googleAI.model('veo-3.1-generate-preview'),
    prompt: 'waves',
    config: { durationSeconds: 60 },
  });
  await expect(asked).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  expect(google.submits).toBe(0);
});

test('an app starts a research, and stops it', async () => {
  const ai = durakit({ plugins: [googleAI({ baseUrl: google.url, apiKey: google.apiKey })], mode: 'inline' });
  const operation = await ai.generateOperation({ model: googleAI.model('deep-research-preview-04-2026'), prompt: 'tides' });
  expect(await ai.cancelOperation(operation)).toMatchObject({ done: true, output: { finishReason: 'aborted' } });
});

test('an app has music at once', async () => {
  const ai = durakit({ plugins: [googleAI({ baseUrl: google.url, apiKey: google.apiKey })], mode: 'inline' });
  const { media, text } = await ai.generate({ model: googleAI.model('lyria-3-clip-preview'), prompt: 'a quiet song' });
  expect([media?.contentType, text]).toEqual(['audio/wav', '[0.0:] a quiet song']);
});
