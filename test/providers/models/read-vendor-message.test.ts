import { describe, expect, test } from '@jest/globals';
import { isErrorBody, readVendorMessage } from '../../../providers/models/read-vendor-message.ts';

describe('readVendorMessage', () => {
  test.each([
    [
      'OpenAI',
      { error: { message: 'no', type: 'invalid_request_error', code: 'bad' } },
      { message: 'no', type: 'invalid_request_error', code: 'bad' },
    ],
    ['Ollama', { error: 'model "x" not found' }, { message: 'model "x" not found' }],
    ['Mistral', { object: 'error', message: 'Bad', type: 'invalid', code: 3000 }, { message: 'Bad', type: 'invalid', code: '3000' }],
    ['FastAPI, in short', { detail: 'Not Found' }, { message: 'Not Found' }],
    ['Gemini', [{ error: { code: 429, message: 'quota', status: 'RESOURCE_EXHAUSTED' } }], { message: 'quota', code: '429', status: 429 }],
    [
      'Azure',
      { error: { code: 'content_filter', message: 'filtered', status: 400 } },
      { message: 'filtered', code: 'content_filter', status: 400 },
    ],
    [
      'OpenRouter',
      { error: { message: 'Provider returned error', code: 400, metadata: { raw: '{"error":{"message":"too long"}}' } } },
      { message: 'Provider returned error: too long', code: '400', status: 400 },
    ],
  ])("finds %s's words", (_, body, expected) => {
    const found = Object.fromEntries(Object.entries(readVendorMessage(JSON.stringify(body))).filter(([, value]) => value !== undefined));
    expect(found).toEqual(expected);
  });

  test("leaves the inputs out of FastAPI's details", () => {
    const body = '{"detail":[{"loc":["body","model"],"msg":"required","input":"the request"},{"msg":"no"}]}';
    expect(readVendorMessage(body).message).toBe('body.model: required; no');
  });

  test('takes a short text for the message, and a page for nothing', () => {
    expect(readVendorMessage('404 page not found').message).toBe('404 page not found');
    expect(readVendorMessage('  <!doctype html><p>oops').message).toBeUndefined();
    expect(readVendorMessage('').message).toBeUndefined();
    expect(readVendorMessage('x'.repeat(900)).message?.length).toBe(200);
  });

  test('takes nothing from a body of another form: it may repeat the request', () => {
    expect(readVendorMessage({ request: 'the request', input: ['it'] }).message).toBeUndefined();
  });
});

test.each([
  ['{"error":{"message":"no"}}', true],
  ['{"error":"no"}', true],
  ['{"error":null,"choices":[]}', false],
  ['{"choices":[]}', false],
  ['no JSON', false],
  [undefined, false],
])('isErrorBody(%s) is %s', (body, expected) => {
  expect(isErrorBody(body)).toBe(expected);
});
