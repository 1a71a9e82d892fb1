import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { classifyModelError } from '../../../providers/models/classify-model-error.ts';
import { StreamPartError } from '../../../providers/models/stream-part-error.ts';
import { toModelError } from '../../../providers/models/to-model-error.ts';
import type { ErrorClass } from '../../../schemas/error-class.ts';
import { httpError } from './http-error.ts';
import { OPENAI_WINDOW, VENDOR_WORDS } from './vendor-words.ts';
import { readRecordings } from './recordings/read-recordings.ts';

/** Every recorded answer that is an error, by what its name begins with. */
const RECORDED: readonly (readonly [string, ErrorClass])[] = [
  ['amazon-bedrock/test-anthropic-bedrock-count-tokens-rejects-server-tools', 'invalid_request'],
  ['amazon-bedrock/test-multimodal-tool-return-matrix-', 'invalid_request'],
  ['anthropic/test-anthropic-count-tokens-error', 'invalid_request'],
  ['azure-foundry/test-azure-openai-embeddings', 'auth'],
  ['azure-foundry/test-prompt-content-filtering', 'content_filter'],
  ['cohere/chat-error-handling-with-cohere-command-a-03-2025-raises-appropriate-auth-error', 'auth'],
  ['deepseek/chat-error-handling-with-deepseek-deepseek-chat-raises-appropriate-auth-error', 'auth'],
  ['deepseek/test-deepseek-responses-rejects-interleaved-function-calls', 'invalid_request'],
  ['google-genai/chat-error-handling-with-gemini-gemini-2-5-flash-raises-appropriate-auth-error', 'auth'],
  ['google-genai/testgoogle-test-count-tokens-error', 'invalid_request'],
  ['groq/test-tool-use-failed-error', 'bad_output'],
  ['ollama/chat-error-handling-with-ollama-cloud-gpt-oss-120b-raises-appropriate-auth-error', 'auth'],
  ['openai/image-edit-functionality-with-remote-urls-rejects-edits', 'invalid_request'],
  ['openai/test-multimodal-tool-return-matrix-direct-binary-audio-openai-chat', 'invalid_request'],
];

const recordedErrors = readRecordings('').filter(({ status, text }) => status >= 400 || (status === 200 && text.startsWith('{"error"')));

describe('recorded errors', () => {
  test('are all in the table', () => {
    const unknown = recordedErrors.filter(({ name }) => RECORDED.every(([start]) => !name.startsWith(start)));
    expect(unknown.map(({ name }) => name)).toEqual([]);
    expect(recordedErrors.length).toBeGreaterThanOrEqual(RECORDED.length);
  });

  test.each(RECORDED)('%s is %s', (start, expected) => {
    const found = recordedErrors.filter(({ name }) => name.startsWith(start));
    expect(found.length).toBeGreaterThan(0);
    for (const { status, headers, text } of found) expect(classifyModelError(httpError(status, text, headers)).class).toBe(expected);
  });
});

test.each(VENDOR_WORDS)('%s: %i with its words is what it is', (...[, status, body, expected]) => {
  expect(classifyModelError(httpError(status, body)).class).toBe(expected);
});

test.each([
  [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
  [{ error: { message: 'wait', type: 'rate_limit_exceeded' } }, 'rate_limit'],
  [{ error: { message: OPENAI_WINDOW, code: 'context_length_exceeded' } }, 'context_length'],
  [{ error: { message: 'no', type: 'invalid_request_error' } }, 'invalid_request'],
  [{ error: { message: 'no', type: 'authentication_error' } }, 'auth'],
  [{ error: { message: 'no', type: 'timeout_error' } }, 'timeout'],
  [{ error: { message: 'gone', code: 502 } }, 'overloaded'],
  [{ error: 'out of memory' }, 'overloaded'],
] as const)('%j within a stream is %s', (payload, expected) => {
  expect(classifyModelError(new StreamPartError('error', payload)).class).toBe(expected);
});

const withCode = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

test.each([
  ['a refused connection', withCode('ECONNREFUSED'), 'overloaded'],
  ['a reset', withCode('ECONNRESET'), 'overloaded'],
  ['headers that never came', withCode('UND_ERR_HEADERS_TIMEOUT'), 'timeout'],
  ['a deadline', new DOMException('The operation timed out', 'TimeoutError'), 'timeout'],
  ['a cut stream', new StreamPartError('cut', undefined), 'overloaded'],
  ['an answer that is not JSON', httpError(200, '<html>'), 'overloaded'],
  ['what the package cannot say', new UnsupportedFunctionalityError({ functionality: 'audio' }), 'invalid_request'],
  ['anything else', new Error('oops'), 'overloaded'],
] as const)('%s is classified', (_, error, expected) => {
  expect(classifyModelError(error).class).toBe(expected);
});

test('an abort has no class, a deadline has one', () => {
  const context = { source: 'vendor/model' };
  expect(toModelError(new Error('x'), { ...context, abortSignal: AbortSignal.abort() }).details).toBeUndefined();
  const abortSignal = AbortSignal.abort(new DOMException('too long', 'TimeoutError'));
  expect(toModelError(new Error('x'), { ...context, abortSignal })).toMatchObject({
    status: 'DEADLINE_EXCEEDED',
    details: { class: 'timeout' },
  });
});
