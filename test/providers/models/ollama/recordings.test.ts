import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ollama } from '../../../../providers/models/ollama/ollama.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../../../schemas/generate-response.ts';
import { callEmbedder, resolveEmbedder } from '../call-embedder.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { ChatRequestSchema, type ChatMessage, type ChatRequest } from '../recordings/chat-completion.ts';
import { readAnswer } from '../recordings/read-answer.ts';
import { readRecordings, type Recording } from '../recordings/read-recordings.ts';
import { readChunks, readResponse } from '../recordings/read-response.ts';
import { toGenerateRequest } from '../recordings/to-generate-request.ts';
import { answerInPieces, answerJson } from '../vendor-server/behaviours.ts';
import { toSeed } from '../vendor-server/create-random.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { fromNativeRequest, NativeRequestSchema, readNativeAnswer, toNativeAnswer, type NativeRequest } from './native-recordings.ts';
import { createOllamaValidator } from './validate-ollama-body.ts';

const chats = readRecordings('11434/api/chat');
const generations = readRecordings('11434/api/generate');
const embeddings = readRecordings('11434/api/embeddings');
const compatible = readRecordings('ollama.com/v1/chat/completions');

let server: VendorServer;
let validators: Readonly<Record<string, (body: unknown) => string[]>>;

beforeAll(async () => {
  server = await startVendorServer();
  validators = {
    '/api/chat': createOllamaValidator('ChatRequest'),
    '/api/generate': createOllamaValidator('GenerateRequest'),
    '/api/embed': createOllamaValidator('EmbedRequest'),
  };
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** The one request that arrived, held against Ollama's description. */
function readSent(path: string): Record<string, unknown> {
  const { path: arrivedAt, body = '' } = server.requests.at(-1) ?? {};
  const sent = JSON.parse(body) as Record<string, unknown>;
  expect(arrivedAt).toBe(path);
  expect(validators[path]?.(sent)).toEqual([]);
  return sent;
}

async function call(
  name: string,
  type: 'chat' | 'generate',
  { input, streaming }: { input: ReturnType<typeof ask>; streaming: boolean },
): Promise<GenerateResponseData> {
  const plugin = ollama({ serverAddress: `${server.url}/`, models: [{ name, type }] });
  const chunks: GenerateResponseChunkData[] = [];
  const response = await callModel(await resolveModel(plugin, name), input, { streaming, onChunk: (chunk) => chunks.push(chunk) });
  const texts = (said: Record<string, unknown>): unknown[] => [said['text'], said['reasoning'], said['toolCalls']];
  if (streaming) expect(texts(readChunks(chunks))).toEqual(texts(readChunks([{ content: response.message?.content ?? [] }])));
  return response;
}

function byName(recordings: readonly Recording[]): (readonly [string, Recording])[] {
  return recordings.map((recording) => [recording.name, recording] as const);
}

describe.each(byName([...chats, ...generations]))('%s', (_, recording) => {
  test('is sent and read', async () => {
    const request = NativeRequestSchema.parse(recording.request);
    const { status, headers, bytes: body } = recording;
    server.behave(answerInPieces({ status, headers, body }, toSeed(recording.name)));
    const type = request.messages === undefined ? 'generate' : 'chat';
    const response = await call(request.model, type, { input: fromNativeRequest(request), streaming: request.stream });
    const { text, usage, finishReason } = readResponse(response);
    expect({ text, usage, finishReason }).toEqual(readNativeAnswer(recording.text));
    expect(response.finishReason).toBe('stop');
    expect(readSent(`/api/${type}`)).toEqual(withoutEmpty(request));
  });
});

/** The recorded clients sent every field; an empty one says nothing. The name of a result's tool is newer than they are. */
function withoutEmpty({ messages, ...request }: NativeRequest): Record<string, unknown> {
  const isEmpty = (value: unknown): boolean =>
    value === '' || value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
  const fields = Object.entries(request).filter(([name, value]) => !isEmpty(value) && !(name === 'raw' && value === false));
  const named = messages?.map((message) => (message.role === 'tool' ? { ...message, tool_name: 'get_current_weather' } : message));
  return { ...Object.fromEntries(fields), ...(named !== undefined && { messages: named }) };
}

describe.each(byName(compatible.filter(({ status }) => status < 400)))('%s, as /api/chat would have answered', (_, recording) => {
  test.each([
    ['at once', false],
    ['as a stream', true],
  ])('is sent and read %s', async (_form, streaming) => {
    server.behave(answerInPieces({ body: toNativeAnswer(recording.text, streaming) }, toSeed(recording.name)));
    const request = ChatRequestSchema.parse(recording.request);
    const response = await call(request.model, 'chat', { input: toGenerateRequest(request), streaming });
    const { id: _id, finishReason: _finish, usage, ...said } = readAnswer(recording.text);
    expect(readResponse(response)).toEqual({ ...said, id: undefined, finishReason: 'stop', usage });
    expect(readSent('/api/chat')).toEqual(toNativeRequest(request, streaming));
  });
});

/** The same request in the words of `/api/chat`, made by other code than that under test. */
function toNativeRequest({ model, messages, tools, temperature, response_format: format }: ChatRequest, stream: boolean): unknown {
  const schema = (format?.['json_schema'] as { schema?: unknown } | undefined)?.schema;
  return {
    model,
    stream,
    messages: messages.map((message) => toNativeMessage(message, messages)),
    ...(tools != null &&
      tools.length > 0 && { tools: tools.map(({ function: defined }) => ({ type: 'function', function: pickTool(defined) })) }),
    ...(format != null && { format: schema ?? 'json' }),
    ...(temperature !== undefined && { options: { temperature } }),
  };
}

function pickTool(defined: Readonly<Record<string, unknown>> = {}): unknown {
  return { name: defined['name'], description: defined['description'] ?? '', parameters: defined['parameters'] };
}

function toNativeMessage({ role, content, ...message }: ChatMessage, all: readonly ChatMessage[]): unknown {
  const thinking = message.reasoning_content ?? message.reasoning;
  const calls = (message.tool_calls ?? []).map(({ function: called }) => ({
    function: { name: called.name, arguments: JSON.parse(called.arguments ?? '{}') as unknown },
  }));
  const called = all.flatMap(({ tool_calls: made }) => made ?? []).find(({ id }) => id === message.tool_call_id);
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => String(part['text'])).join('');
  return {
    role,
    content: role === 'tool' ? compact(text) : text,
    ...(thinking != null && thinking !== '' && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(role === 'tool' && { tool_name: called?.function.name }),
  };
}

/** A result that is JSON goes through the engine as a value. */
function compact(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

describe.each(byName(compatible.filter(({ status }) => status >= 400)))('%s', (_, recording) => {
  test.each([false, true])('becomes an error with the right status (as a stream: %s)', async (streaming) => {
    server.behave(answerInPieces({ status: recording.status, headers: recording.headers, body: recording.bytes }, 1));
    await expect(call('gpt-oss:120b', 'chat', { input: ask('Hello'), streaming })).rejects.toMatchObject({
      status: 'UNAUTHENTICATED',
      details: { httpStatus: 401, vendorMessage: 'Unauthorized' },
    });
  });
});

describe.each(byName(embeddings))('%s, as /api/embed answers', (_, recording) => {
  test('is sent and read', async () => {
    const { model, prompt } = NativeRequestSchema.partial({ stream: true }).parse(recording.request);
    const { embedding } = JSON.parse(recording.text) as { embedding: number[] };
    server.behave(answerJson({ model, embeddings: [embedding], prompt_eval_count: 2 }));
    const embedder = await resolveEmbedder(ollama({ serverAddress: server.url }), model);
    expect(await callEmbedder(embedder, [prompt ?? ''])).toEqual({ embeddings: [{ embedding }] });
    expect(readSent('/api/embed')).toEqual({ model, input: [prompt] });
  });
});

test('there are recordings', () => {
  const counts = [chats, generations, embeddings, compatible].map(({ length }) => length);
  process.stdout.write(`Ollama: recordings of chat, generate, embeddings and /v1: ${counts.join(', ')}\n`);
  expect(counts.every((count) => count > 0)).toBe(true);
});
