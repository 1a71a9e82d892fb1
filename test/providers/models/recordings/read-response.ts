import type { GenerateResponseChunkData, GenerateResponseData } from '../../../../schemas/generate-response.ts';
import type { Part } from '../../../../schemas/part.ts';

/** What a response of the engine says, in the form that recorded answers are read to. */
export function readResponse({ message, usage, custom }: GenerateResponseData): Record<string, unknown> {
  const { custom: _custom, ...counts } = usage ?? {};
  const facts = (custom ?? {}) as { id?: string; finishReason?: string };
  return { ...readParts(message?.content ?? []), usage: counts, finishReason: facts.finishReason, id: facts.id };
}

/** The same of the chunks of a stream. */
export function readChunks(chunks: readonly GenerateResponseChunkData[]): Record<string, unknown> {
  return readParts(chunks.flatMap(({ content }) => content));
}

function readParts(parts: readonly Part[]): Record<string, unknown> {
  return {
    text: parts.map((part) => ('text' in part ? part.text : '')).join(''),
    reasoning: parts.map((part) => ('reasoning' in part ? part.reasoning : '')).join(''),
    toolCalls: parts.flatMap((part) =>
      'toolRequest' in part ? [{ id: part.toolRequest.ref, name: part.toolRequest.name, input: part.toolRequest.input }] : [],
    ),
  };
}
