import { APICallError, InvalidResponseDataError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { StreamPartError } from '../../../providers/models/stream-part-error.ts';
import { toModelError } from '../../../providers/models/to-model-error.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';

const context = { source: 'vendor/model' };

function httpError(statusCode: number, responseBody = '', responseHeaders: Record<string, string> = {}): APICallError {
  const values = { url: 'https://vendor.test/v1?key=secret', requestBodyValues: { messages: ['the request'] } };
  return new APICallError({ message: 'status text', statusCode, responseBody, responseHeaders, ...values });
}

describe('toModelError', () => {
  test.each([
    [400, 'INVALID_ARGUMENT'],
    [401, 'UNAUTHENTICATED'],
    [402, 'RESOURCE_EXHAUSTED'],
    [403, 'PERMISSION_DENIED'],
    [404, 'NOT_FOUND'],
    [408, 'DEADLINE_EXCEEDED'],
    [409, 'ABORTED'],
    [413, 'INVALID_ARGUMENT'],
    [418, 'UNKNOWN'],
    [422, 'INVALID_ARGUMENT'],
    [429, 'RESOURCE_EXHAUSTED'],
    [499, 'CANCELLED'],
    [500, 'UNAVAILABLE'],
    [502, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED'],
    [529, 'UNAVAILABLE'],
  ])('HTTP %i is %s', (statusCode, status) => {
    expect(toModelError(httpError(statusCode), context)).toMatchObject({ status, details: { httpStatus: statusCode } });
  });

  test('has the vendor words, its code and the id of the request', () => {
    const body = JSON.stringify({ error: { message: 'You exceeded your quota', type: 'insufficient_quota', code: 'insufficient_quota' } });
    const error = toModelError(httpError(429, body, { 'x-request-id': 'r-1', 'retry-after': '3' }), context);
    expect(error.message).toBe('vendor/model: RESOURCE_EXHAUSTED: HTTP 429: You exceeded your quota');
    expect(error.details).toEqual({
      class: 'quota',
      httpStatus: 429,
      retryAfterMs: 3000,
      vendorMessage: 'You exceeded your quota',
      vendorCode: 'insufficient_quota',
      requestId: 'r-1',
    });
  });

  test.each([
    ['rate_limit_error', 'RESOURCE_EXHAUSTED'],
    ['timeout_error', 'DEADLINE_EXCEEDED'],
    ['authentication_error', 'UNAUTHENTICATED'],
    ['invalid_api_key', 'UNAUTHENTICATED'],
    ['permission_error', 'PERMISSION_DENIED'],
    ['model_not_found', 'NOT_FOUND'],
    ['invalid_request_error', 'INVALID_ARGUMENT'],
    ['overloaded_error', 'UNAVAILABLE'],
    ['server_error', 'UNAVAILABLE'],
    ['api_error', 'UNAVAILABLE'],
    ['something_else', 'UNKNOWN'],
  ])('an error within a stream of the type %s is %s', (type, status) => {
    expect(toModelError(new StreamPartError('error', { message: 'no', type }), context)).toMatchObject({ status });
  });

  test.each([
    ['ECONNREFUSED', 'UNAVAILABLE'],
    ['ENOTFOUND', 'UNAVAILABLE'],
    ['ECONNRESET', 'UNAVAILABLE'],
    ['UND_ERR_SOCKET', 'UNAVAILABLE'],
    ['UND_ERR_HEADERS_TIMEOUT', 'DEADLINE_EXCEEDED'],
    ['UND_ERR_BODY_TIMEOUT', 'DEADLINE_EXCEEDED'],
  ])('a failed fetch with the code %s is %s', (code, status) => {
    const cause = Object.assign(new Error(''), { code });
    const error = toModelError(new TypeError('fetch failed', { cause }), context);
    expect(error.status).toBe(status);
    expect(error.message).toContain(code);
    expect(error.cause).toMatchObject({ name: 'TypeError', cause: { code } });
  });

  test('a failed fetch for another reason, a wrong certificate say, is UNAVAILABLE', () => {
    const cause = new Error('self-signed certificate');
    expect(toModelError(new TypeError('fetch failed', { cause }), context)).toMatchObject({ status: 'UNAVAILABLE' });
    const wrapped = new APICallError({ message: 'Cannot connect to API', url: 'https://x.test', requestBodyValues: {}, cause });
    expect(toModelError(wrapped, context).message).toContain('self-signed certificate');
  });

  test.each([
    ['an aborted fetch', new DOMException('This operation was aborted', 'AbortError'), 'CANCELLED'],
    ['a deadline', new DOMException('The operation timed out', 'TimeoutError'), 'DEADLINE_EXCEEDED'],
    ['a stream without an end', new StreamPartError('cut', undefined), 'UNAVAILABLE'],
    [
      'the same in the words of a package',
      new InvalidResponseDataError({ data: undefined, message: 'Response stream ended without a finish reason.' }),
      'UNAVAILABLE',
    ],
    ['an answer that is none', new InvalidResponseDataError({ data: {} }), 'UNKNOWN'],
    ['what the package cannot say', new UnsupportedFunctionalityError({ functionality: 'audio' }), 'UNIMPLEMENTED'],
    ['another error', new Error('oops'), 'UNKNOWN'],
    ['what is no error', 'oops', 'UNKNOWN'],
  ])('%s is as it should be', (_, thrown, status) => {
    expect(toModelError(thrown, context)).toMatchObject({ status, source: 'vendor/model' });
  });

  test('a DurakitError stays what it is', () => {
    const error = new DurakitError({ status: 'FAILED_PRECONDITION', message: 'no key' });
    expect(toModelError(error, context)).toBe(error);
  });

  test('after an abort the call is cancelled, whatever was thrown', () => {
    const abortSignal = AbortSignal.abort();
    expect(toModelError(httpError(500), { ...context, abortSignal })).toMatchObject({ status: 'CANCELLED' });
  });
});
