import type { ActionArguments } from '../action.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../schemas/generate-response.ts';

/** Streams a piece of the answer. */
export type SendModelChunk = (chunk: GenerateResponseChunkData) => void;

/** What surrounds a model, with `apiVersion: 'v2'`. */
export interface ModelSurroundings extends Omit<ActionArguments, 'sendChunk' | 'tool' | 'policy' | 'answer'> {
  readonly sendChunk: SendModelChunk;
}

/** Calls the model once. `abortSignal` must reach the socket. */
export type ModelRunner = (
  request: GenerateRequest,
  surroundings: ModelSurroundings,
) => GenerateResponseData | Promise<GenerateResponseData>;

/**
 * A runner as `ai.defineModel` takes it. Without an `apiVersion` its second argument is a function as well, which sends a chunk, as in
 * Genkit's first form; it is there also where nobody listens (`streamingRequested` says it). With `v1` it is undefined then, with
 * `v2` it is no function.
 */
export type AnyModelRunner = (
  request: GenerateRequest,
  surroundings: ModelSurroundings & SendModelChunk,
) => GenerateResponseData | Promise<GenerateResponseData>;

/** Which form a runner has. */
export type ModelApiVersion = 'v1' | 'v2';

/** The second argument of a runner. */
export function toRunnerArgument(surroundings: ActionArguments, apiVersion: ModelApiVersion | undefined): unknown {
  const { context, abortSignal, streamingRequested, signOfLife } = surroundings;
  const sendChunk: SendModelChunk = (chunk) => surroundings.sendChunk(chunk);
  const fields: ModelSurroundings = {
    context,
    abortSignal,
    streamingRequested,
    sendChunk,
    ...(signOfLife !== undefined && { signOfLife }),
  };
  if (apiVersion === 'v2') return fields;
  if (apiVersion === 'v1' && !streamingRequested) return undefined;
  return Object.assign((chunk: GenerateResponseChunkData) => sendChunk(chunk), fields);
}
