import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { googleAI } from '../../../../providers/models/google-genai/google-ai.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerInPieces, answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { toCompletion, toCompletionEvents } from './gemini-completion.ts';

let server: VendorServer;

beforeEach(async () => {
  server = await startVendorServer();
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

const parts = [
  { text: 'hm', thought: true, thoughtSignature: 'c2lnbmF0dXJl+/=1' },
  { executableCode: { id: 'c1', language: 'PYTHON', code: 'print(1)' }, thoughtSignature: 'c2lnbmF0dXJl+/=2' },
  { codeExecutionResult: { id: 'c1', outcome: 'OUTCOME_OK', output: '1\n' } },
  { text: 'so', thoughtSignature: 'c2lnbmF0dXJl_-3' },
  { functionCall: { id: 'f1', name: 'now', args: { zone: 'utc' } }, thoughtSignature: 'c2lnbmF0dXJl+/=4' },
];

test.each([false, true])('signatures and code are kept and go back as they came (as a stream: %s)', async (streaming) => {
  const headers = { 'content-type': 'text/event-stream' };
  server.behave(streaming ? answerInPieces({ headers, body: toCompletionEvents(parts) }, 1) : answerJson(toCompletion(...parts)));
  const model = await resolveModel(googleAI({ baseUrl: server.url, apiKey: 'key' }), 'gemini-3-flash-preview');
  const { message } = await callModel(model, ask('hi'), { streaming });
  expect(message?.content).toEqual([
    { reasoning: 'hm', metadata: { thoughtSignature: 'c2lnbmF0dXJl+/=1' } },
    { custom: { executableCode: parts[1]?.executableCode }, metadata: { thoughtSignature: 'c2lnbmF0dXJl+/=2' } },
    { custom: { codeExecutionResult: parts[2]?.codeExecutionResult } },
    { text: 'so', metadata: { thoughtSignature: 'c2lnbmF0dXJl_-3' } },
    { toolRequest: { name: 'now', ref: 'f1', input: { zone: 'utc' } }, metadata: { thoughtSignature: 'c2lnbmF0dXJl+/=4' } },
  ]);
  server.behave(answerJson(toCompletion({ text: 'done' })));
  const stored = JSON.parse(JSON.stringify(message)) as MessageData;
  const result: MessageData = { role: 'tool', content: [{ toolResponse: { name: 'now', ref: 'f1', output: '12:00' } }] };
  await callModel(model, { messages: [...ask('hi').messages, stored, result] });
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
    contents: [
      { role: 'user', parts: [{ text: 'hi' }] },
      { role: 'model', parts },
      { role: 'user', parts: [{ functionResponse: { id: 'f1', name: 'now', response: { name: 'now', content: '12:00' } } }] },
    ],
  });
});
