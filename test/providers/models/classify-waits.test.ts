import { describe, expect, test } from '@jest/globals';
import { classifyModelError } from '../../../providers/models/classify-model-error.ts';
import { StreamPartError } from '../../../providers/models/stream-part-error.ts';
import { httpError } from './http-error.ts';
import { readRecordings } from './recordings/read-recordings.ts';

type Headers = Readonly<Record<string, string>>;

describe('the wait', () => {
  const limit = { error: { message: 'slow down' } };
  const info = { error: { code: 429, message: 'slow down', details: [{ '@type': 'x/google.rpc.RetryInfo', retryDelay: '31.5s' }] } };
  const spoken = (message: string): unknown => ({ error: { message, code: 'rate_limit_exceeded' } });
  const date = 'Fri, 20 Nov 2026 10:00:00 GMT';

  test.each([
    ['Retry-After in seconds', 429, limit, { 'retry-after': '7' }, 7_000],
    ['Retry-After as a date', 429, limit, { 'retry-after': 'Fri, 20 Nov 2026 10:00:20 GMT', date }, 20_000],
    ['retry-after-ms', 429, limit, { 'retry-after-ms': '250' }, 250],
    ['0 s, which is no wait', 429, limit, { 'retry-after': '0' }, undefined],
    ["Google's RetryInfo", 429, info, {}, 31_500],
    ["words, OpenAI's", 429, spoken('Rate limit reached. Please try again in 6m0.5s. Visit …'), {}, 360_500],
    ["words, Azure's", 429, spoken('Please retry after 24 seconds.'), {}, 24_000],
    ['words in milliseconds', 429, spoken('Please try again in 860ms.'), {}, 860],
    [
      'what is used up',
      429,
      limit,
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '17.379s',
        'x-ratelimit-remaining-tokens': '5',
        'x-ratelimit-reset-tokens': '1h',
      },
      17_379,
    ],
    ['nothing that is used up', 429, limit, { 'x-ratelimit-remaining-tokens': '5', 'x-ratelimit-reset-tokens': '1h' }, undefined],
    [
      "a point in time, Anthropic's",
      429,
      limit,
      { 'anthropic-ratelimit-tokens-remaining': '0', 'anthropic-ratelimit-tokens-reset': '2026-11-20T10:00:09Z', date },
      9_000,
    ],
    ["milliseconds since 1970, OpenRouter's", 429, limit, { 'x-ratelimit-reset': String(Date.parse(date) + 3_000), date }, 3_000],
    ['seconds since 1970', 429, limit, { 'ratelimit-reset': String(Date.parse(date) / 1000 + 4), date }, 4_000],
    ["seconds, Azure's", 429, limit, { 'x-ratelimit-reset-tokens': '7', 'x-ratelimit-remaining-tokens': '0' }, 7_000],
    ['Retry-After of an overloaded server', 503, limit, { 'retry-after': '3' }, 3_000],
    ['a reset, which says nothing of an overloaded server', 503, limit, { 'x-ratelimit-reset': '3' }, undefined],
  ] as [string, number, unknown, Headers, number | undefined][])('%s', (...[, status, body, headers, expected]) => {
    expect(classifyModelError(httpError(status, body, headers)).retryAfterMs).toBe(expected);
  });

  test('is not taken from the head of an answer that broke later: some vendors send it with every answer', () => {
    const hugging = readRecordings('').find(({ vendor, headers }) => vendor === 'huggingface' && headers['retry-after'] !== undefined);
    expect(hugging?.status).toBe(200);
    expect(classifyModelError(new StreamPartError('cut', undefined), { responseHeaders: hugging?.headers }).retryAfterMs).toBeUndefined();
  });

  test('of recorded headers is a number where something is used up', () => {
    const isReset = ([name, value]: [string, string]): boolean => name.includes('reset') && value !== '0';
    for (const vendor of ['anthropic', 'groq', 'azure-foundry']) {
      const found = readRecordings('').find((one) => one.vendor === vendor && Object.entries(one.headers).some(isReset));
      const headers = Object.entries(found?.headers ?? {}).map(
        ([name, value]) => [name, name.includes('remaining') ? '0' : value] as const,
      );
      const { 'retry-after': _given, ...limits }: Headers = { date: 'Mon, 01 Jan 2024 00:00:00 GMT', ...Object.fromEntries(headers) };
      expect(classifyModelError(httpError(429, limit, limits)).retryAfterMs).toBeGreaterThan(0);
    }
  });
});
