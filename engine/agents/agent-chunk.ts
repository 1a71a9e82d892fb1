import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { Artifact } from '../../schemas/artifact.ts';
import type { Media, ToolRequestPart } from '../../schemas/part.ts';
import { Message } from '../generate/message.ts';

/** A piece of a turn, with the getters of a `GenerateResponseChunk` and what agents have beside them. Source: Genkit `ai/src/agent-core.ts`. */
export interface AgentChunk<TState = unknown> {
  readonly text: string;
  readonly reasoning: string;
  /** The text of the turn so far, this chunk's included. */
  readonly accumulatedText: string;
  readonly toolRequests: ToolRequestPart[];
  readonly data: unknown;
  readonly media: Media | null;
  readonly artifact: Artifact | undefined;
  /** The whole custom state after this chunk, a new object; only of chunks that change it. */
  readonly custom: TState | undefined;
  readonly raw: AgentStreamChunk;
}

/** A chunk, after the text and to the state that are known. */
export function toAgentChunk<TState>(
  raw: AgentStreamChunk,
  { previousText, custom }: { readonly previousText: string; readonly custom: TState | undefined },
): AgentChunk<TState> {
  const message = new Message({ role: 'model', content: raw.modelChunk?.content ?? [] });
  const { text, reasoning, toolRequests, data, media } = message;
  return {
    text,
    reasoning,
    accumulatedText: previousText + text,
    toolRequests,
    data,
    media,
    artifact: raw.artifact,
    custom,
    raw,
  };
}
