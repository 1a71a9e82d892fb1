import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import type { SchemaVerdict } from '../schema-port.ts';
import type { InferSchema } from '../standard-schema.ts';
import type { GenerateResponseChunk } from './generate-response-chunk.ts';
import type { GenerateInput, GenerateOptions } from './generate-options.ts';
import type { GenerateResponse } from './generate-response.ts';
import { generateStream, type GenerateStreamResponse } from './generate-stream.ts';
import { generate } from './generate.ts';
import { VALIDATE_KEY } from './validate-output.ts';

/** What `ai` offers for asking models. */
export interface GenerateApi {
  /**
   * Asks a model, runs its tools, asks again, until it answers (see `GenerateOptions`). Throws `GenerationBlockedError` and
   * `GenerationResponseError` where there is no answer, INVALID_ARGUMENT where it does not fit the schema, and what models and tools throw.
   */
  generate<TSchema = unknown>(input: GenerateInput<TSchema>): Promise<GenerateResponse<InferSchema<TSchema>>>;
  /** The same with its chunks as a stream: live in this process, one chunk for each recorded answer in a durable run. */
  generateStream<TSchema = unknown>(input: GenerateInput<TSchema>): GenerateStreamResponse<InferSchema<TSchema>>;
}

/** Binds `generate` to an engine, and registers what it needs on the worker. */
export function createGenerateApi(engine: Engine): GenerateApi {
  engine.registry.registerBuiltIn({
    key: VALIDATE_KEY,
    type: 'util',
    name: 'validate',
    body: engine.keepsBodies ? (given) => validate(engine, given as Parameters<typeof validate>[1]) : undefined,
  });
  engine.registry.registerBuiltIn({
    key: '/util/generate',
    type: 'util',
    name: 'generate',
    body: engine.keepsBodies
      ? async (given, { streamingRequested, sendChunk }) => {
          const onChunk = (chunk: GenerateResponseChunk): void => sendChunk(chunk.toJSON());
          const options = given as GenerateOptions;
          return (await generate(engine, streamingRequested ? { ...options, onChunk } : options)).toJSON();
        }
      : undefined,
  });
  return {
    generate: (input) => markHandled(generate(engine, input)) as never,
    generateStream: (input) => generateStream(engine, input) as never,
  };
}

function validate(engine: Engine, { schema, data }: { readonly schema: JsonSchema; readonly data: unknown }): SchemaVerdict {
  return engine.schemas.validate(schema, data) ?? { valid: true };
}
