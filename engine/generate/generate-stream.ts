import { createChunkStream } from '../chunk-stream.ts';
import type { Engine } from '../engine.ts';
import { toDurakitError } from '../failure.ts';
import { markHandled } from '../mark-handled.ts';
import type { GenerateInput } from './generate-options.ts';
import type { GenerateResponseChunk } from './generate-response-chunk.ts';
import type { GenerateResponse } from './generate-response.ts';
import { generate } from './generate.ts';
import { toGenerateOptions } from './to-action-options.ts';

/** A `generate` whose chunks can be read while it runs. */
export interface GenerateStreamResponse<TOutput = unknown> {
  readonly stream: AsyncIterable<GenerateResponseChunk<TOutput>>;
  readonly response: Promise<GenerateResponse<TOutput>>;
}

/**
 * The same as `generate`, with its chunks as a stream. Outside of flows and in inline mode they come live; in a durable run a call of the
 * model gives its whole answer as one chunk, after it is recorded. A failure ends the stream with that error.
 */
export function generateStream(engine: Engine, input: GenerateInput): GenerateStreamResponse {
  const { stream, push, close } = createChunkStream();
  const response = markHandled(start(engine, input, push));
  void response.then(
    () => close(),
    (error: unknown) => close(toDurakitError(error)),
  );
  return { stream: stream as AsyncIterable<GenerateResponseChunk>, response };
}

async function start(engine: Engine, input: GenerateInput, push: (chunk: unknown) => void): Promise<GenerateResponse> {
  const options = await toGenerateOptions(input);
  const given = options.onChunk ?? options.streamingCallback;
  const onChunk = (chunk: GenerateResponseChunk): void => {
    given?.(chunk);
    push(chunk);
  };
  return await generate(engine, { ...options, onChunk });
}
