import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { googleAI } from '../../../../providers/models/google-genai/google-ai.ts';
import type { Action } from '../../../../engine/action.ts';
import type { GenerateResponseChunkData } from '../../../../schemas/generate-response.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerInPieces, resetAfter, stallAfter } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { toCompletionEvents } from './gemini-completion.ts';

const headers = { 'content-type': 'text/event-stream' };
const beginning = `${toCompletionEvents([{ text: 'he' }, { text: 'llo' }]).split('\n\n')[0]}\n\n`;

let server: VendorServer;
let model: Action;

beforeEach(async () => {
  server = await startVendorServer();
  model = await resolveModel(googleAI({ baseUrl: server.url, apiKey: 'key' }), 'gemini-2.5-flash');
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

test('chunks pass as they come, and a cancelled call closes the connection', async () => {
  server.behave(stallAfter({ headers, body: beginning }));
  const controller = new AbortController();
  const chunks: GenerateResponseChunkData[] = [];
  const onChunk = (chunk: GenerateResponseChunkData): void => {
    chunks.push(chunk);
    controller.abort();
  };
  const call = callModel(model, ask('hi'), { streaming: true, abortSignal: controller.signal, onChunk });
  await expect(call).rejects.toMatchObject({ status: 'CANCELLED' });
  expect(chunks).toEqual([{ role: 'model', index: 0, content: [{ text: 'he' }] }]);
  await (
    await server.nextRequest()
  ).closedEarly;
});

test.each([
  ['that ends before the answer', answerInPieces({ headers, body: beginning }, 1)],
  ['that breaks', resetAfter({ headers, body: beginning })],
])('a stream %s fails, and may be tried again', async (_, behaviour) => {
  server.behave(behaviour);
  await expect(callModel(model, ask('hi'), { streaming: true })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
});
