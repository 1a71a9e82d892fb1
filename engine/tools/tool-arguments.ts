import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Metadata } from '../../schemas/part.ts';
import type { ActionArguments } from '../action.ts';
import { ToolInterruptError } from './tool-interrupt-error.ts';

/** The second argument of a tool's function. Source: Genkit `ai/src/tool.ts`, `ToolFnOptions`. */
export interface ToolArguments extends Interruptible {
  /**
   * The id of this call, a UUID: give it to a vendor as the idempotency key. In a durable run it is made of the run, the place of the
   * call in it, the tool and the input, so a repeated try has the same and any other call has another; a restart is another call.
   * Inline, and outside of flows, it is random.
   */
  readonly callId: string;
}

/** What tools, and flows that may be run as tools, have beside their input. */
export interface Interruptible extends Omit<ActionArguments, 'tool'> {
  /** Ends this call with a question to the outside; what is given here is shown to whoever answers. JSON. */
  readonly interrupt: (metadata?: Readonly<Record<string, unknown>>) => never;
  /** Set where the call was interrupted before and is run again: `true`, or what `restart` was given. */
  readonly resumed: unknown;
  /** The metadata of the model's request. */
  readonly metadata: Metadata | undefined;
}

/** What surrounds an action, as a tool sees it. */
export function toToolArguments(surroundings: ActionArguments): ToolArguments {
  const callId = surroundings.tool?.callId;
  if (callId !== undefined) return { ...toInterruptible(surroundings), callId };
  throw new DurakitError({ status: 'INTERNAL', message: 'The function of a tool was called past the engine: this call has no id.' });
}

/** What surrounds a flow, which a model may call as a tool. */
export function toInterruptible({ tool, ...surroundings }: ActionArguments): Interruptible {
  const interrupt = (metadata?: Readonly<Record<string, unknown>>): never => {
    throw new ToolInterruptError(metadata);
  };
  const { context, abortSignal, streamingRequested, sendChunk } = surroundings;
  return { context, abortSignal, streamingRequested, sendChunk, interrupt, resumed: tool?.resumed, metadata: tool?.metadata };
}
