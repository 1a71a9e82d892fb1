import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';
import type { Role } from '../../schemas/message.ts';
import type { Media, Part, ToolRequestPart } from '../../schemas/part.ts';
import { extractJson } from '../formats/extract-json.ts';
import { textOf } from './message.ts';

/** Makes the structured value out of what was streamed so far. */
export type ChunkParser = (chunk: GenerateResponseChunk) => unknown;

/** What a chunk needs to know beside its own content. */
export interface ChunkSurroundings {
  /** The message that the chunk belongs to, counted from 0. */
  readonly index: number;
  readonly role: Role;
  readonly previousChunks?: readonly GenerateResponseChunkData[];
  readonly parser?: ChunkParser | undefined;
}

/** A piece of an answer, with the getters of Genkit's `GenerateResponseChunk` (`ai/src/generate/chunk.ts`). */
export class GenerateResponseChunk<TOutput = unknown> {
  readonly index: number;
  readonly role: Role;
  readonly content: Part[];
  readonly custom: unknown;
  readonly aggregated: boolean | undefined;
  readonly previousChunks: readonly GenerateResponseChunkData[] | undefined;
  readonly #parser: ChunkParser | undefined;

  constructor(data: GenerateResponseChunkData, { index, role, previousChunks, parser }: ChunkSurroundings) {
    this.index = index;
    this.role = role;
    this.content = data.content ?? [];
    this.custom = data.custom;
    this.aggregated = data.aggregated;
    this.previousChunks = previousChunks;
    this.#parser = parser;
  }

  /** The text of this chunk alone. */
  get text(): string {
    return textOf(this.content);
  }

  get reasoning(): string {
    return this.content.map((part) => ('reasoning' in part ? part.reasoning : '')).join('');
  }

  /** The text of all chunks so far, this one included. Throws FAILED_PRECONDITION where the earlier ones are not known. */
  get accumulatedText(): string {
    return this.previousText + this.text;
  }

  /** The text of the chunks before this one. */
  get previousText(): string {
    if (this.previousChunks === undefined) {
      throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'Cannot compose accumulated text without previous chunks.' });
    }
    return this.previousChunks.map(({ content }) => textOf(content ?? [])).join('');
  }

  get media(): Media | null {
    for (const part of this.content) if ('media' in part) return part.media;
    return null;
  }

  get data(): TOutput | null {
    for (const part of this.content) if ('data' in part) return part.data as TOutput;
    return null;
  }

  get toolRequests(): ToolRequestPart[] {
    return this.content.filter((part): part is ToolRequestPart => 'toolRequest' in part);
  }

  /** What can be read so far of the structured answer. */
  get output(): TOutput | null {
    const parsed = this.#parser === undefined ? (this.data ?? extractJson(this.accumulatedText)) : this.#parser(this);
    return (parsed ?? null) as TOutput | null;
  }

  toJSON(): GenerateResponseChunkData {
    const { index, role, content, custom, aggregated } = this;
    return { role, index, content, ...(custom !== undefined && { custom }), ...(aggregated !== undefined && { aggregated }) };
  }
}
