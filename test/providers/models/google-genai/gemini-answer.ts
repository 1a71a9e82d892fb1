import type { GenerateResponseData } from '../../../../schemas/generate-response.ts';
import { readResponse } from '../recordings/read-response.ts';
import { createRandom, cutAtRandom } from '../vendor-server/create-random.ts';
import { asJson, asList, type Json } from './gemini-json.ts';

/** The events of a recorded answer; one where it was no stream. */
function readEvents(body: string): Json[] {
  if (!body.trimStart().startsWith('data:')) return [asJson(JSON.parse(body))];
  const lines = body.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  return lines.map((line) => asJson(JSON.parse(line.slice('data:'.length))));
}

function toParts(event: Json): readonly Json[] {
  return asList(asJson(asList(event['candidates'])[0]?.['content'])['parts']);
}

/** What an answer says, read by other code than that under test. */
export function readGeminiAnswer(body: string): Json {
  const events = readEvents(body);
  const parts = events.flatMap((event) => toParts(event));
  const textOf = (isThought: boolean): string =>
    parts.map(({ text, thought }) => (typeof text === 'string' && (thought === true) === isThought ? text : '')).join('');
  const usage = asJson(events.findLast(({ usageMetadata }) => usageMetadata !== undefined)?.['usageMetadata']);
  return {
    text: textOf(false),
    reasoning: textOf(true),
    toolCalls: parts.flatMap(({ functionCall }) => (functionCall === undefined ? [] : [toCall(asJson(functionCall))])),
    media: parts.flatMap(({ inlineData }) => (inlineData === undefined ? [] : [asJson(inlineData)['data']])),
    code: parts.flatMap(({ executableCode, codeExecutionResult }) => executableCode ?? codeExecutionResult ?? []),
    signatures: parts.flatMap(({ thoughtSignature }) => thoughtSignature ?? []),
    finishReason: events.map((event) => asList(event['candidates'])[0]?.['finishReason']).findLast((reason) => reason !== undefined),
    usage: toUsage(usage),
    id: events[0]?.['responseId'],
  };
}

function toCall({ name, args }: Json): Json {
  return { name, input: args ?? {} };
}

/** Thinking counts as output, as in the bill. */
function toUsage(usage: Json): Json {
  const count = (name: string): number | undefined => (typeof usage[name] === 'number' ? usage[name] : undefined);
  const counts = {
    inputTokens: (count('promptTokenCount') ?? 0) + (count('toolUsePromptTokenCount') ?? 0),
    outputTokens: (count('candidatesTokenCount') ?? 0) + (count('thoughtsTokenCount') ?? 0),
    totalTokens: count('totalTokenCount'),
    thoughtsTokens: count('thoughtsTokenCount') ?? 0,
    cachedContentTokens: count('cachedContentTokenCount') ?? 0,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== undefined));
}

/** The same of a response of the engine. Calls without an id get one, which differs each time. */
export function readGeminiResponse(response: GenerateResponseData): Json {
  const { toolCalls, ...facts } = readResponse(response);
  const parts = response.message?.content ?? [];
  return {
    ...facts,
    toolCalls: (toolCalls as { name: string; input: unknown }[]).map(({ name, input }) => ({ name, input })),
    media: parts.flatMap((part) => ('media' in part ? [part.media.url.slice(part.media.url.indexOf(',') + 1)] : [])),
    code: parts.flatMap((part) => ('custom' in part ? (part.custom['executableCode'] ?? part.custom['codeExecutionResult'] ?? []) : [])),
    signatures: parts.flatMap((part) => part.metadata?.['thoughtSignature'] ?? []),
  };
}

/** A recorded JSON answer as the stream in which Gemini could have sent it: texts in small pieces, a signature with the last of them. */
export function toGeminiStream(body: string, seed: number): string {
  const { candidates, usageMetadata, ...facts } = asJson(JSON.parse(body));
  const random = createRandom(seed);
  const { content, ...candidate } = asList(candidates)[0] ?? {};
  const pieces = asList(asJson(content)['parts']).flatMap((part) => cutPart(part, random));
  const events = pieces.map((part, position) => ({
    ...facts,
    candidates: [{ content: { role: 'model', parts: [part] }, ...(position === pieces.length - 1 && candidate) }],
    ...(position === pieces.length - 1 && { usageMetadata }),
  }));
  return events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join('');
}

function cutPart(part: Json, random: () => number): Json[] {
  const { text, thoughtSignature, ...rest } = part;
  if (typeof text !== 'string' || text === '') return [part];
  const pieces = cutAtRandom([...text], random, 40).map((piece) => ({ ...rest, text: piece.join('') }));
  return pieces.map((piece, position) =>
    position === pieces.length - 1 && thoughtSignature !== undefined ? { ...piece, thoughtSignature } : piece,
  );
}

/** A recorded stream as the JSON answer in which Gemini could have sent it. */
export function toGeminiJson(body: string): string {
  const events = readEvents(body);
  const candidate = Object.assign({}, ...events.map((event) => asList(event['candidates'])[0] ?? {})) as Json;
  const parts = events.flatMap((event) => toParts(event));
  return JSON.stringify({ ...Object.assign({}, ...events), candidates: [{ ...candidate, content: { role: 'model', parts } }] });
}
