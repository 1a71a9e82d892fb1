import type { GenerateResponseData } from '../../../../schemas/generate-response.ts';
import { readResponse } from '../recordings/read-response.ts';
import { createRandom, cutAtRandom } from '../vendor-server/create-random.ts';
import { asJson, asList, asText, type Json } from './claude-json.ts';

/** A recorded answer as one message, also where it was a stream. */
function readMessage(body: string): Json {
  if (!/^(event|data):/.test(body.trimStart())) return asJson(JSON.parse(body));
  const lines = body.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  const events = lines.map((line) => asJson(JSON.parse(line.slice('data:'.length))));
  const message = asJson(events.find(({ type }) => type === 'message_start')?.['message']);
  const last = events.find(({ type }) => type === 'message_delta') ?? {};
  const text = events.map(({ delta }) => asText(asJson(delta)['text'])).join('');
  return {
    ...message,
    ...asJson(last['delta']),
    content: [{ type: 'text', text }],
    usage: { ...asJson(message['usage']), ...asJson(last['usage']) },
  };
}

/** What an answer says, read by other code than that under test. */
export function readClaudeAnswer(body: string): Json {
  const { content, usage, stop_reason: finishReason, id } = readMessage(body);
  const blocks = asList(content);
  const join = (type: string, field: string): string =>
    blocks.map((block) => (block['type'] === type ? String(block[field]) : '')).join('');
  return {
    text: join('text', 'text'),
    reasoning: join('thinking', 'thinking'),
    signatures: blocks.flatMap(({ signature }) => signature ?? []),
    toolCalls: blocks.flatMap((block) =>
      block['type'] === 'tool_use' ? [{ id: block['id'], name: block['name'], input: block['input'] }] : [],
    ),
    vendorCalls: blocks.flatMap(({ type, id }) => (/^(server|mcp)_tool_use$/.test(String(type)) ? [id] : [])),
    vendorResults: blocks.flatMap(({ type, tool_use_id: callId }) => (/_tool_result$/.test(String(type)) ? [callId] : [])),
    finishReason,
    id,
    usage: toUsage(asJson(usage)),
  };
}

/** Input counts with what was read from and written to the cache. */
function toUsage(usage: Json): Json {
  const count = (name: string): number => (typeof usage[name] === 'number' ? usage[name] : 0);
  const inputTokens = count('input_tokens') + count('cache_creation_input_tokens') + count('cache_read_input_tokens');
  const thoughtsTokens = asJson(usage['output_tokens_details'])['thinking_tokens'];
  return {
    inputTokens,
    outputTokens: count('output_tokens'),
    totalTokens: inputTokens + count('output_tokens'),
    cachedContentTokens: count('cache_read_input_tokens'),
    ...(typeof thoughtsTokens === 'number' && { thoughtsTokens }),
  };
}

/** The same of a response of the engine. */
export function readClaudeResponse(response: GenerateResponseData): Json {
  const parts = response.message?.content ?? [];
  const vendorIds = (name: string): unknown[] =>
    parts.flatMap((part) => ('custom' in part ? (asJson(part.custom[name])['toolCallId'] ?? []) : []));
  return {
    ...readResponse(response),
    signatures: parts.flatMap(({ metadata }) => asJson(asJson(metadata?.['providerMetadata'])['anthropic'])['signature'] ?? []),
    vendorCalls: vendorIds('providerToolCall'),
    vendorResults: vendorIds('providerToolResult'),
  };
}

/** A recorded JSON answer as the stream in which Claude could have sent it: texts and tool inputs in small pieces. */
export function toClaudeStream(body: string, seed: number): string {
  const { content, stop_reason: reason, stop_sequence: sequence, usage, ...message } = asJson(JSON.parse(body));
  const random = createRandom(seed);
  const events = [
    { type: 'message_start', message: { ...message, content: [], stop_reason: null, stop_sequence: null, usage } },
    { type: 'ping' },
    ...asList(content).flatMap((block, index) => cutBlock(block, index, random)),
    { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: sequence }, usage },
    { type: 'message_stop' },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

function cutBlock(block: Json, index: number, random: () => number): { type: string }[] {
  const { start, deltas } = toDeltas(block, (text) => cutAtRandom([...text], random, 12).map((piece) => piece.join('')));
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ] as { type: string }[];
}

function toDeltas(block: Json, cut: (text: string) => string[]): { start: Json; deltas: Json[] } {
  switch (block['type']) {
    case 'text':
      return { start: { ...block, text: '' }, deltas: cut(String(block['text'])).map((text) => ({ type: 'text_delta', text })) };
    case 'thinking': {
      const thinking = cut(String(block['thinking'])).map((piece) => ({ type: 'thinking_delta', thinking: piece }));
      const signature = { type: 'signature_delta', signature: block['signature'] };
      return { start: { ...block, thinking: '', signature: '' }, deltas: [...thinking, signature] };
    }
    case 'tool_use':
    case 'server_tool_use': {
      const input = cut(JSON.stringify(block['input'])).map((piece) => ({ type: 'input_json_delta', partial_json: piece }));
      return { start: { ...block, input: {} }, deltas: input };
    }
    default:
      return { start: block, deltas: [] };
  }
}

/** A recorded stream as the JSON answer in which Claude could have sent it. */
export function toClaudeJson(body: string): string {
  return JSON.stringify(readMessage(body));
}
