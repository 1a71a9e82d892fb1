import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { googleAI } from '../../../../providers/models/google-genai/google-ai.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';

let server: VendorServer;

beforeEach(async () => {
  server = await startVendorServer();
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

const quota = { code: 429, message: 'slow down', status: 'RESOURCE_EXHAUSTED' };
const retryInfo = { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '30.5s' }] };
const overloaded = { code: 503, message: 'overloaded', status: 'UNAVAILABLE' };
const noHeaders: Record<string, string> = {};

test.each([
  { error: quota, headers: { 'retry-after': '7' }, status: 'RESOURCE_EXHAUSTED', wait: { retryAfterMs: 7000 } },
  { error: { ...quota, ...retryInfo }, headers: noHeaders, status: 'RESOURCE_EXHAUSTED', wait: { retryAfterMs: 30_500 } },
  { error: { ...quota, ...retryInfo }, headers: { 'retry-after': '7' }, status: 'RESOURCE_EXHAUSTED', wait: { retryAfterMs: 7000 } },
  { error: overloaded, headers: noHeaders, status: 'UNAVAILABLE', wait: {} },
  { error: { code: 500, message: 'oops', status: 'INTERNAL' }, headers: noHeaders, status: 'UNAVAILABLE', wait: {} },
  { error: { code: 404, message: 'no such model', status: 'NOT_FOUND' }, headers: noHeaders, status: 'NOT_FOUND', wait: {} },
])('$error.code with the headers $headers becomes $status', async ({ error, headers, status, wait }) => {
  server.behave(answerJson({ error }, { status: error.code, headers }));
  const model = await resolveModel(googleAI({ baseUrl: server.url, apiKey: 'key' }), 'gemini-2.5-flash');
  const details = {
    class: error.code === 429 ? 'rate_limit' : error.code === 404 ? 'invalid_request' : 'overloaded',
    httpStatus: error.code,
    vendorMessage: error.message,
    vendorCode: String(error.code),
    ...wait,
  };
  await expect(callModel(model, ask('hi'))).rejects.toMatchObject({ status, details });
  await expect(callModel(model, ask('hi'), { streaming: true })).rejects.toMatchObject({ status, details });
  expect(server.requests.length).toBe(2);
});
