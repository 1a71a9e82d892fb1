import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { googleAI } from '../../../../google-genai.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import { ask } from '../../models/call-model.ts';
import { resolveBackground, type BackgroundCalls } from '../call-background.ts';
import { createFakeGoogleMedia, type FakeGoogleMedia } from '../../../../examples/video/pretend/create-fake-google-media.ts';

const KEY = 'key-of-the-research-test';
let google: FakeGoogleMedia;
let research: BackgroundCalls;

beforeEach(async () => {
  google = await createFakeGoogleMedia({ apiKey: KEY, polls: 1 });
  research = await resolveBackground(googleAI({ baseUrl: google.url, apiKey: KEY }), 'deep-research-preview-04-2026');
});

afterEach(async () => {
  await google[Symbol.asyncDispose]();
});

async function bodyOf(request: GenerateRequest): Promise<unknown> {
  await research.start(request);
  return google.requests.at(-1)?.body;
}

describe('requests', () => {
  test('an agent, in the background, with the settings in the spelling of the vendor', async () => {
    const config = {
      thinkingSummaries: 'AUTO',
      visualization: 'OFF',
      collaborativePlanning: true,
      previousInteractionId: 'v1_before',
      store: true,
      responseModalities: ['TEXT'],
      googleSearch: true,
      codeExecution: false,
      fileSearch: { fileSearchStoreNames: ['stores/a'] },
      mcpServers: [{ name: 'notes', url: 'https://example.com/mcp', headers: { 'X-Key': 'k' }, allowedTools: ['find'] }],
      newer: 1,
    };
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' };
    const tools = [{ name: 'askOwner', description: 'asks', inputSchema: schema }];
    expect(await bodyOf({ ...ask('Where are tides highest?'), config, tools, output: { format: 'json', schema } })).toEqual({
      agent: 'deep-research-preview-04-2026',
      input: [{ type: 'user_input', content: [{ type: 'text', text: 'Where are tides highest?' }] }],
      background: true,
      agent_config: { type: 'deep-research', thinking_summaries: 'auto', visualization: 'off', collaborative_planning: true },
      previous_interaction_id: 'v1_before',
      store: true,
      tools: [
        { type: 'function', name: 'askOwner', description: 'asks', parameters: { type: 'object' } },
        { type: 'google_search' },
        { type: 'file_search', file_search_store_names: ['stores/a'] },
        {
          type: 'mcp_server',
          name: 'notes',
          url: 'https://example.com/mcp',
          headers: { 'X-Key': 'k' },
          allowed_tools: [{ tools: ['find'] }],
        },
      ],
      response_format: { type: 'text', mime_type: 'application/json', schema: { type: 'object' } },
      response_modalities: ['text'],
      newer: 1,
    });
    expect(google.requests[0]).toMatchObject({
      path: '/v1beta/interactions',
      headers: { 'api-revision': '2026-05-20', 'x-goog-api-key': KEY },
    });
  });

  test('a conversation: the system speaks as the user, calls and results are steps, what the vendor did goes back as it came', async () => {
    const step = { type: 'google_search_call', id: 's1', arguments: { queries: ['x'] } };
    const request: GenerateRequest = {
      messages: [
        { role: 'system', content: [{ text: 'Be short.' }] },
        { role: 'user', content: [{ text: 'hi' }, { media: { url: 'data:application/pdf;base64,QUFB', contentType: 'application/pdf' } }] },
        {
          role: 'model',
          content: [
            { reasoning: 'hm', metadata: { thoughtSignature: 'sig' } },
            { custom: { interactionStep: step } },
            { toolRequest: { name: 'askOwner', ref: 'c1', input: { question: 'q' } } },
          ],
        },
        { role: 'tool', content: [{ toolResponse: { name: 'askOwner', ref: 'c1', output: ['north'] } }] },
      ],
    };
    expect(await bodyOf(request)).toMatchObject({
      input: [
        { type: 'user_input', content: [{ type: 'text', text: 'Be short.' }] },
        {
          type: 'user_input',
          content: [
            { type: 'text', text: 'hi' },
            { type: 'document', mime_type: 'application/pdf', data: 'QUFB' },
          ],
        },
        { type: 'thought', summary: [{ type: 'text', text: 'hm' }], signature: 'sig' },
        step,
        { type: 'function_call', name: 'askOwner', arguments: { question: 'q' }, id: 'c1' },
        { type: 'function_result', name: 'askOwner', result: { result: ['north'] }, call_id: 'c1' },
      ],
    });
  });
});

describe('ends', () => {
  test('completed: text with its sources, thoughts, and counts', async () => {
    const started = await research.start(ask('tides'));
    expect(started).toMatchObject({ id: 'v1_fake0001', done: false, metadata: { status: 'in_progress' } });
    expect(await research.check(started)).toMatchObject({ done: false });
    const { output } = await research.check(started);
    expect(output).toMatchObject({
      finishReason: 'stop',
      usage: { inputTokens: 12, outputTokens: 340, totalTokens: 440, thoughtsTokens: 88, cachedContentTokens: 4 },
      custom: { id: 'v1_fake0001', status: 'completed', agent: 'deep-research-preview-04-2026' },
      message: { role: 'model', metadata: { interactionId: 'v1_fake0001' } },
    });
    expect(output?.message?.content).toEqual([
      { reasoning: 'Where are tides highest?', metadata: { thoughtSignature: 'c2lnbmF0dXJl' } },
      { custom: { interactionStep: expect.objectContaining({ type: 'google_search_call' }) } },
      { custom: { interactionStep: expect.objectContaining({ type: 'google_search_result' }) } },
      { text: 'Tides are highest in the Bay of Fundy.', metadata: { annotations: [expect.objectContaining({ type: 'url_citation' })] } },
    ]);
  });

  test.each([
    ['incomplete', { output: { finishReason: 'length' } }],
    ['blocked', { output: { finishReason: 'blocked', finishMessage: 'The answer was held back.' } }],
    ['failed', { error: { message: 'The agent could not finish.', status: 'UNAVAILABLE', class: 'overloaded', vendorCode: 'api_error' } }],
    ['requires_action', { output: { finishReason: 'stop', message: { metadata: { interactionStatus: 'requires_action' } } } }],
  ] as const)('%s', async (interaction, expected) => {
    google.behave({ polls: 0, interaction });
    expect(await research.check(await research.start(ask('tides')))).toMatchObject({ done: true, ...expected });
  });

  test('a call that nobody has answered is a tool request when the vendor waits for it', async () => {
    google.behave({ polls: 0, interaction: 'requires_action' });
    const { output } = await research.check(await research.start(ask('tides')));
    expect(output?.message?.content).toContainEqual({
      toolRequest: { name: 'askOwner', ref: 'call_1', input: { question: 'which coast?' } },
    });
  });
});

describe('cancelling', () => {
  test('499 means that it was stopped', async () => {
    const operation = await research.start(ask('tides'));
    const stopped = { done: true, output: { finishReason: 'aborted', finishMessage: 'Operation cancelled' } };
    expect(await research.cancel(operation)).toMatchObject(stopped);
    expect(await research.check(operation)).toMatchObject(stopped);
  });

  test('a job that was over keeps its answer', async () => {
    google.behave({ polls: 0 });
    const operation = await research.start(ask('tides'));
    await research.check(operation);
    expect(await research.cancel(operation)).toMatchObject({ done: true, output: { finishReason: 'stop' } });
  });

  test('a job that the vendor does not know is NOT_FOUND', async () => {
    await expect(research.cancel({ id: 'v1_nobody' })).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });
});

test('limits are waited for, and the next look goes on', async () => {
  const operation = await research.start(ask('tides'));
  google.fail({ place: 'poll', status: 429, retryAfter: 2, times: 2 });
  for (let look = 0; look < 2; look++) {
    await expect(research.check(operation)).rejects.toMatchObject({ details: { class: 'rate_limit', retryAfterMs: 2000 } });
  }
  expect(await research.check(operation)).toMatchObject({ done: false });
  expect(google.submits).toBe(1);
});
