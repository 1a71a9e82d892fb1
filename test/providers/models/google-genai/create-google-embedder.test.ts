import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { googleAI } from '../../../../providers/models/google-genai/google-ai.ts';
import { callEmbedder, resolveEmbedder } from '../call-embedder.ts';
import { answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';

let server: VendorServer;

beforeEach(async () => {
  server = await startVendorServer();
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

test('options reach each request, also a title', async () => {
  server.behave(answerJson({ embeddings: [{ values: [1, 2] }, { values: [3, 4] }] }));
  const embedder = await resolveEmbedder(googleAI({ baseUrl: server.url, apiKey: 'key' }), 'gemini-embedding-001');
  const options = { title: 'T', taskType: 'RETRIEVAL_DOCUMENT', outputDimensionality: 2 };
  expect(await callEmbedder(embedder, ['a', 'b'], { options })).toEqual({ embeddings: [{ embedding: [1, 2] }, { embedding: [3, 4] }] });
  expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ requests: [options, options] });
});

test('an error of the vendor has its status and no key', async () => {
  server.behave(answerJson({ error: { code: 429, message: 'no key-4711-secret', status: 'RESOURCE_EXHAUSTED' } }, { status: 429 }));
  const embedder = await resolveEmbedder(googleAI({ baseUrl: server.url, apiKey: 'key-4711-secret' }), 'gemini-embedding-001');
  await expect(callEmbedder(embedder, ['a'])).rejects.toMatchObject({
    status: 'RESOURCE_EXHAUSTED',
    details: { vendorMessage: 'no [redacted]' },
  });
});
