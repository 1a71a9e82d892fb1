import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import { currentCaller } from '../call-action.ts';
import { createChunkStream } from '../chunk-stream.ts';
import type { Engine } from '../engine.ts';
import { toDurakitError } from '../failure.ts';
import { heldBack } from '../hold-back.ts';
import { markHandled } from '../mark-handled.ts';
import type { AgentDefinition } from './agent-definition.ts';
import type { AgentTransport, RunningTurn } from './agent-transport.ts';
import { runInvocation, type AgentInvocation } from './run-invocation.ts';
import { abortSnapshot, readSnapshot } from './snapshot-access.ts';

/** Starts an invocation where the code stands; its chunks can be read while it runs. What is not read is kept. */
export function startInvocation(engine: Engine, definition: AgentDefinition, invocation: AgentInvocation): RunningTurn {
  const held = engine.scopes.getStore() === undefined ? heldBack(definition.name) : undefined;
  if (held !== undefined) return { stream: { [Symbol.asyncIterator]: () => ({ next: () => held }) }, output: held };
  const { stream, push, close } = createChunkStream();
  const sendChunk = (chunk: AgentStreamChunk): void => {
    invocation.sendChunk?.(chunk);
    push(chunk);
  };
  const output: Promise<AgentOutput> = markHandled(runInvocation(engine, definition, { ...invocation, sendChunk }));
  void output.then(
    () => close(),
    (error: unknown) => close(toDurakitError(error)),
  );
  return { stream: stream as AsyncIterable<AgentStreamChunk>, output };
}

/** The way to an agent that is right here: in flow code a turn is a part of its flow. */
export function createLocalTransport(engine: Engine, definition: AgentDefinition): AgentTransport {
  return {
    runTurn: (input, init, { abortSignal }) => startInvocation(engine, definition, { init, inputs: toInputs([input]), abortSignal }),
    getSnapshot: (lookup) => readSnapshot(engine, definition, lookup),
    abort: (snapshotId) => abortSnapshot(engine, definition, { snapshotId }),
    sleep: (milliseconds) => currentCaller(engine, definition.name).sleep(milliseconds, `wait for ${definition.name}`),
  };
}

/** A list as a stream of inputs. */
export async function* toInputs<T>(inputs: readonly T[]): AsyncGenerator<T, void> {
  yield* inputs;
}
