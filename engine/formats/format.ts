import type { JsonSchema } from '../../schemas/json-schema.ts';

/** What a format reads of the final message. `GenerateResponse` and messages satisfy it. */
export interface MessageReader {
  /** All text parts of the message, concatenated. */
  readonly text: string;
}

/** What a format reads of a streamed chunk. `GenerateResponseChunk` satisfies it. */
export interface ChunkReader {
  /** The text of this chunk alone. */
  readonly text: string;
  /** The text of the answer so far, this chunk included. */
  readonly accumulatedText: string;
  /** The text of the answer before this chunk. */
  readonly previousText: string;
}

/** How a format asks for its output. Sent to the model with the request, except `defaultInstructions`. */
export interface FormatConfig {
  /** The format that the model is asked for, where it has another name than this one. */
  readonly format?: string;
  /** A MIME type. */
  readonly contentType?: string;
  /** Ask the vendor to enforce the schema. */
  readonly constrained?: boolean;
  /** False: instructions go into the prompt only where the caller asks for them. Default true. */
  readonly defaultInstructions?: boolean;
}

/** A format bound to one schema. A chunk is parsed without memory of earlier calls: one chunk, one result. */
export interface FormatHandler<TOutput = unknown, TChunk = unknown> {
  parseMessage(message: MessageReader): TOutput;
  parseChunk?(chunk: ChunkReader): TChunk;
  /** What tells a model to answer in this format. */
  readonly instructions?: string | undefined;
}

/** An output format: what `output.format` names. Source: Genkit `ai/src/formats/types.ts`. */
export interface Formatter<TOutput = unknown, TChunk = unknown> {
  readonly name: string;
  readonly config: FormatConfig;
  /** Throws INVALID_ARGUMENT where the schema is of a kind that the format cannot hold. */
  handler(schema?: JsonSchema): FormatHandler<TOutput, TChunk>;
}

/** The `output` of a generate call, as far as formats are concerned. */
export interface FormatOutputOptions {
  readonly format?: string | undefined;
  readonly contentType?: string | undefined;
  /** A text replaces the format's own. True: the format's, always. False: none. */
  readonly instructions?: boolean | string | undefined;
  /** A schema that is not converted yet; only its presence counts here. */
  readonly schema?: unknown;
  readonly jsonSchema?: JsonSchema | undefined;
  readonly constrained?: boolean | undefined;
}
