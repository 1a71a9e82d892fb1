import type { AgentInput } from '../../schemas/agent-input.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ChunkStream } from '../chunk-stream.ts';
import type { Engine } from '../engine.ts';
import { toDurakitError } from '../failure.ts';
import { toValidationErrorOf } from '../validation-error.ts';
import { AGENT_SCHEMAS } from './agent-schemas.ts';

/** Where inputs go. */
export interface InputSink {
  /** What the turns read. */
  readonly queue: ChunkStream;
  readonly canDetach: boolean;
  /** Called at once, ahead of inputs that still wait. */
  readonly detach: () => Promise<void>;
}

/**
 * Hands the inputs on, and heeds `detach` ahead of the queue: one that has nothing else in it is no turn. Rejects, and ends the queue with
 * the same error, for an input that does not fit (INVALID_ARGUMENT) and where there is no store to detach with (FAILED_PRECONDITION).
 */
export async function pumpInputs(
  engine: Engine,
  inputs: AsyncIterable<AgentInput>,
  { queue, canDetach, detach }: InputSink,
): Promise<void> {
  try {
    for await (const given of inputs) {
      checkFit(engine, given, AGENT_SCHEMAS.input);
      const { detach: isDetached, ...input } = given;
      if (isDetached === true) {
        if (!canDetach) throw noStore();
        await detach();
        if (hasTurn(input)) queue.push(input);
      } else {
        queue.push(given);
      }
    }
    queue.close();
  } catch (error) {
    queue.close(toDurakitError(error));
    throw error;
  }
}

/** In the sandbox nothing is held against a schema here: the worker has done it. */
export function checkFit(engine: Engine, data: unknown, schema: (typeof AGENT_SCHEMAS)[keyof typeof AGENT_SCHEMAS]): void {
  const verdict = engine.schemas.validate(schema, data);
  if (verdict?.valid === false) throw toValidationErrorOf(verdict.errors ?? [], { data, schema });
}

function hasTurn({ message, resume }: AgentInput): boolean {
  const { respond = [], restart = [] } = resume ?? {};
  return message !== undefined || respond.length > 0 || restart.length > 0;
}

function noStore(): DurakitError {
  return new DurakitError({ status: 'FAILED_PRECONDITION', message: 'Detach is only supported when a session store is provided.' });
}
