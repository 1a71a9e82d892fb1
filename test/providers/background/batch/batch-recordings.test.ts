import { describe, expect, test } from '@jest/globals';
import type { BatchPort, BatchRequest, BatchResult, BatchState } from '../../../../engine/batches/batch-port.ts';
import { createAnthropicBatch } from '../../../../providers/models/anthropic/create-anthropic-batch.ts';
import { createGoogleBatch } from '../../../../providers/models/google-genai/create-google-batch.ts';
import { replaySession, type ReplayedSession } from '../replay-session.ts';

const KEY = 'key-of-the-batch-test';
const surroundings = { context: {}, abortSignal: new AbortController().signal, idempotencyKey: 'ruby_llm_bf7406835d85c375' };

type Json = Readonly<Record<string, unknown>>;

function toRequest(customId: string, modelId: string, [text, system]: readonly [string, string?]): BatchRequest {
  const user = { role: 'user' as const, content: [{ text }] };
  const messages = system === undefined ? [user] : [{ role: 'system' as const, content: [{ text: system }] }, user];
  const config = modelId.startsWith('claude') ? { maxOutputTokens: 64_000 } : {};
  return { customId, modelId, request: { messages, config } };
}

async function runToEnd(port: BatchPort, requests: readonly BatchRequest[]): Promise<{ states: BatchState[]; results: BatchResult[] }> {
  const states = [await port.submit(requests, surroundings)];
  for (let state = states[0]; state?.done === false; state = states.at(-1)) states.push(await port.check(state.id, surroundings));
  return { states, results: await port.results(states[0]?.id ?? '', requests, surroundings) };
}

describe('Anthropic', () => {
  /** Nothing says the same as `false` here. */
  const normalize = (body: unknown): unknown => {
    const { requests } = (body ?? {}) as { requests?: { params: Json }[] };
    return requests === undefined
      ? body
      : { requests: requests.map(({ params: { stream: _, ...params }, ...rest }) => ({ ...rest, params })) };
  };
  const open = (name: string): Promise<ReplayedSession> =>
    replaySession(`anthropic/batch-with-anthropic-claude-haiku-4-5-${name}.json`, normalize);

  test('a recorded batch is had again, request by request', async () => {
    await using session = await open('answers-staged-chats-and-appends-the-answe');
    const port = createAnthropicBatch({ baseURL: session.server.url, apiKey: KEY });
    const { states, results } = await runToEnd(port, [
      toRequest('0', 'claude-haiku-4-5', ['What is 2 + 2?', 'Be terse.']),
      toRequest('1', 'claude-haiku-4-5', ['Name the largest planet in our solar system. One word.']),
    ]);
    expect(results).toMatchObject([
      {
        customId: '0',
        response: { message: { content: [{ text: '4' }] }, usage: { inputTokens: 20, outputTokens: 5 }, finishReason: 'stop' },
      },
      { customId: '1', response: { message: { content: [{ text: 'Jupiter' }] } } },
    ]);
    expect(states[1]).toMatchObject({
      done: false,
      status: 'in_progress',
      retryAfterMs: 10_000,
      counts: { total: 2, succeeded: 0, failed: 0 },
    });
    expect(states.at(-1)).toMatchObject({ done: true, status: 'ended', counts: { total: 2, succeeded: 2, failed: 0 } });
    expect(session.differences).toEqual([]);
    expect(session.position).toBe(session.exchanges.length);
    for (const { headers } of session.server.requests)
      expect(headers).toMatchObject({ 'x-api-key': KEY, 'anthropic-version': '2023-06-01' });
    expect(JSON.stringify(states)).not.toContain(KEY);
  });

  test('a recorded batch is cancelled', async () => {
    await using session = await open('cancels-a-running-batch');
    const port = createAnthropicBatch({ baseURL: session.server.url, apiKey: KEY });
    const { id } = await port.submit([toRequest('0', 'claude-haiku-4-5', ['What is 5 + 5?'])], surroundings);
    expect(await port.cancel(id, surroundings)).toMatchObject({ id, done: false, status: 'canceling' });
    expect(session.differences).toEqual([]);
  });
});

describe('Gemini', () => {
  /** The model is in the address, and an empty list of settings says nothing. */
  const normalize = (body: unknown): unknown => {
    const { batch } = (body ?? {}) as {
      batch?: { displayName: string; inputConfig: { requests: { requests: { request: Json; metadata: Json }[] } } };
    };
    if (batch === undefined) return body;
    const lines = batch.inputConfig.requests.requests;
    return { ...batch, lines: lines.map(({ request, metadata }) => ({ contents: request['contents'], metadata })), inputConfig: undefined };
  };

  test('a recorded batch is had again, request by request', async () => {
    await using session = await replaySession(
      'google-genai/batch-with-gemini-gemini-2-5-flash-answers-staged-chats-and-appends-the-answers.json',
      normalize,
    );
    const port = createGoogleBatch({ baseUrl: session.server.url, apiKey: KEY });
    const requests = [
      toRequest('0', 'gemini-2.5-flash', ['What is 2 + 2? Just the number.']),
      toRequest('1', 'gemini-2.5-flash', ['Name the largest planet in our solar system. One word.']),
    ];
    const { states, results } = await runToEnd(port, requests);
    expect(session.differences).toEqual([]);
    expect(session.position).toBe(session.exchanges.length);
    expect(states.at(-1)).toEqual({
      id: 'batches/31u18uq6dr4ods3957z38i1mbfa581k01xcq',
      done: true,
      status: 'SUCCEEDED',
      counts: { total: 2, succeeded: 2, failed: 0 },
    });
    expect(session.server.requests.every(({ headers }) => headers['x-goog-api-key'] === KEY)).toBe(true);
    expect(results).toMatchObject([
      { customId: '0', response: { message: { content: [{ text: '4' }] }, usage: { inputTokens: 13, thoughtsTokens: 43 } } },
      { customId: '1', response: { message: { content: [{ text: 'Jupiter' }] } } },
    ]);
  });
});
