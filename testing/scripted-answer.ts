import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { FinishReason, GenerateResponseChunkData, GenerateResponseData, GenerationUsage } from '../schemas/generate-response.ts';
import type { Part } from '../schemas/part.ts';

/** A piece of a streamed answer; a text stands for one text part. */
export type ScriptedChunk = string | GenerateResponseChunkData;

/** An answer in short: the parts come in the order `content`, `text`, `toolRequests`. */
export interface ScriptedResponse {
  readonly text?: string;
  readonly toolRequests?: readonly { readonly name: string; readonly input?: unknown; readonly ref?: string }[];
  readonly content?: readonly Part[];
  /** What a listener gets. Default: each part of the answer. Alone, the chunks make up the answer. */
  readonly chunks?: readonly ScriptedChunk[];
  readonly finishReason?: FinishReason;
  readonly usage?: GenerationUsage;
}

/** What surrounds one call of a scripted model. */
export interface ScriptedCall {
  readonly abortSignal: AbortSignal;
  readonly streamingRequested: boolean;
  /** Does nothing where nobody listens. */
  readonly sendChunk: (chunk: ScriptedChunk) => void;
}

/** Decides on the answer when the call comes. If it sends no chunks, a listener gets the answer's. */
export type ScriptedFunction = (request: GenerateRequest, call: ScriptedCall) => ScriptedValue | Promise<ScriptedValue>;

/** An answer that is known beforehand. An `Error` is thrown. */
export type ScriptedValue = string | Error | ScriptedResponse | GenerateResponseData;

/** One entry of a script. */
export type ScriptedAnswer = ScriptedValue | ScriptedFunction;

/** An answer in full, and its chunks. Throws the error that an answer is. */
export function toAnswer(value: ScriptedValue): { response: GenerateResponseData; chunks: GenerateResponseChunkData[] } {
  if (value instanceof Error) throw value;
  if (typeof value === 'string') return toAnswer({ text: value });
  if ('message' in value) return { response: { finishReason: 'stop', ...value }, chunks: toChunks(value.message?.content ?? []) };
  const { text, toolRequests = [], content = [], chunks, finishReason = 'stop', usage } = value as ScriptedResponse;
  const said: Part[] = [
    ...content,
    ...(text === undefined ? [] : [{ text }]),
    ...toolRequests.map((toolRequest) => ({ toolRequest: { ...toolRequest } })),
  ];
  const given = chunks?.map((chunk) => toChunk(chunk));
  const parts = said.length === 0 && given !== undefined ? joinChunks(given) : said;
  return {
    response: { message: { role: 'model', content: parts }, finishReason, ...(usage !== undefined && { usage }) },
    chunks: given ?? toChunks(parts),
  };
}

/** A chunk in full. */
export function toChunk(chunk: ScriptedChunk): GenerateResponseChunkData {
  return typeof chunk === 'string' ? { role: 'model', index: 0, content: [{ text: chunk }] } : chunk;
}

function toChunks(parts: readonly Part[]): GenerateResponseChunkData[] {
  return parts.map((part) => ({ role: 'model', index: 0, content: [part] }));
}

/** Texts in a row are one part, as with a real model. */
function joinChunks(chunks: readonly GenerateResponseChunkData[]): Part[] {
  const joined: Part[] = [];
  for (const part of chunks.flatMap(({ content }) => content)) {
    const last = joined.at(-1);
    if (last !== undefined && 'text' in last && 'text' in part) joined.splice(-1, 1, { text: last.text + part.text });
    else joined.push(part);
  }
  return joined;
}
