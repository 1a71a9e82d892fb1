import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Content, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { postToOllama, readOllamaJson, type OllamaCall, type OllamaServer } from './post-to-ollama.ts';
import {
  parseOllamaEvent,
  readFinishReason,
  readResponseMetadata,
  readText,
  readThinking,
  readToolCalls,
  readUsage,
  type OllamaEvent,
} from './ollama-event.ts';
import { OLLAMA, type OllamaModelDefinition } from './ollama-options.ts';
import { readJsonLines } from './read-json-lines.ts';
import { toOllamaBody } from './to-ollama-body.ts';
import { findToolChoiceWarnings } from './to-ollama-settings.ts';

/**
 * A model of an Ollama server, in the form of the vendors' packages. Source: Ollama's `docs/openapi.yaml`. One call is one request, and it
 * sets no time limit: loading a model takes as long as it takes, the caller's `abortSignal` decides.
 */
export function createOllamaModel(server: OllamaServer, definition: OllamaModelDefinition): LanguageModelV4 {
  const toCall = (options: LanguageModelV4CallOptions, stream: boolean): OllamaCall => ({
    path: definition.type === 'generate' ? '/api/generate' : '/api/chat',
    body: { ...toOllamaBody(definition, options), stream },
    abortSignal: options.abortSignal,
  });
  return {
    specificationVersion: 'v4',
    provider: OLLAMA,
    modelId: definition.name,
    supportedUrls: {},
    doGenerate: async (options) => {
      const answer = await postToOllama(server, toCall(options, false));
      const event = parseOllamaEvent(await readOllamaJson(answer));
      const toolCalls = readToolCalls(event);
      return {
        content: [...toTexts(event), ...toolCalls],
        finishReason: readFinishReason(event, toolCalls.length > 0),
        usage: readUsage(event),
        response: { ...readResponseMetadata(event), headers: answer.headers },
        warnings: findToolChoiceWarnings(options),
      };
    },
    doStream: async (options) => {
      const { body, headers } = await postToOllama(server, toCall(options, true));
      const warnings = findToolChoiceWarnings(options);
      return { stream: toStream(readParts(body, { type: 'stream-start', warnings })), response: { headers } };
    },
  };
}

function toTexts(event: OllamaEvent): LanguageModelV4Content[] {
  const thinking = readThinking(event);
  const text = readText(event);
  return [
    ...(thinking === '' ? [] : [{ type: 'reasoning' as const, text: thinking }]),
    ...(text === '' ? [] : [{ type: 'text' as const, text }]),
  ];
}

/** Without a line that says `done`, the stream ends without a `finish`: the answer was cut. */
async function* readParts(
  body: ReadableStream<Uint8Array>,
  first: LanguageModelV4StreamPart,
): AsyncGenerator<LanguageModelV4StreamPart, void, undefined> {
  yield first;
  const blocks = createBlocks();
  let hasToolCalls = false;
  let hasMetadata = false;
  for await (const value of readJsonLines(body)) {
    const event = parseOllamaEvent(value);
    if ('error' in event) {
      yield { type: 'error', error: value };
      return;
    }
    if (!hasMetadata) yield { type: 'response-metadata', ...readResponseMetadata(event) };
    hasMetadata = true;
    yield* blocks.add('reasoning', readThinking(event));
    yield* blocks.add('text', readText(event));
    const toolCalls = readToolCalls(event);
    hasToolCalls ||= toolCalls.length > 0;
    yield* toolCalls;
    if (event.done !== true) continue;
    yield* blocks.end();
    yield { type: 'finish', finishReason: readFinishReason(event, hasToolCalls), usage: readUsage(event) };
    return;
  }
}

type BlockType = 'text' | 'reasoning';

/** Pieces of text in a row of one kind are a block. */
function createBlocks(): { add(type: BlockType, delta: string): LanguageModelV4StreamPart[]; end(): LanguageModelV4StreamPart[] } {
  let open: { readonly type: BlockType; readonly id: string } | undefined;
  let count = 0;
  const end = (): LanguageModelV4StreamPart[] => {
    const ended = open;
    open = undefined;
    return ended === undefined ? [] : [{ type: `${ended.type}-end`, id: ended.id }];
  };
  return {
    end,
    add: (type, delta) => {
      if (delta === '') return [];
      const parts: LanguageModelV4StreamPart[] = open?.type === type ? [] : end();
      if (open === undefined) {
        open = { type, id: String(count++) };
        parts.push({ type: `${type}-start`, id: open.id });
      }
      return [...parts, { type: `${type}-delta`, id: open.id, delta }];
    },
  };
}

/** Pulled part by part; cancelling it ends the generator, which closes the connection. */
function toStream(parts: AsyncGenerator<LanguageModelV4StreamPart, void, undefined>): ReadableStream<LanguageModelV4StreamPart> {
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await parts.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await parts.return()),
  });
}
