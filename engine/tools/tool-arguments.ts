import type { Metadata } from '../../schemas/part.ts';
import type { ActionArguments } from '../action.ts';
import { ToolInterruptError } from './tool-interrupt-error.ts';

/** The second argument of a tool's function. Source: Genkit `ai/src/tool.ts`, `ToolFnOptions`. */
export interface ToolArguments extends Omit<ActionArguments, 'tool'> {
  /** Ends this call with a question to the outside; what is given here is shown to whoever answers. JSON. */
  readonly interrupt: (metadata?: Readonly<Record<string, unknown>>) => never;
  /** Set where the call was interrupted before and is run again: `true`, or what `restart` was given. */
  readonly resumed: unknown;
  /** The metadata of the model's request. */
  readonly metadata: Metadata | undefined;
}

/** What surrounds an action, as a tool sees it. */
export function toToolArguments({ tool, ...surroundings }: ActionArguments): ToolArguments {
  const interrupt = (metadata?: Readonly<Record<string, unknown>>): never => {
    throw new ToolInterruptError(metadata);
  };
  const { context, abortSignal, streamingRequested, sendChunk } = surroundings;
  return { context, abortSignal, streamingRequested, sendChunk, interrupt, resumed: tool?.resumed, metadata: tool?.metadata };
}
