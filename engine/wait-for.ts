import { DurakitError } from '../schemas/durakit-error.ts';
import type { Duration } from '../schemas/duration.ts';
import { currentCaller } from './call-action.ts';
import { toMilliseconds } from './duration.ts';
import type { Engine } from './engine.ts';
import { isStandardSchema, type StandardSchema } from './standard-schema.ts';

/** How to wait for an event. */
export interface WaitForOptions<TPayload = unknown> {
  /** A payload that does not fit is put aside with a note in the run's details; the wait goes on. */
  readonly schema?: StandardSchema<TPayload>;
  /** For the whole wait. Default: for ever. Then DEADLINE_EXCEEDED. */
  readonly timeout?: Duration;
}

/** Waits, durably, for an event that `handle.signal(name, payload)` or Temporal's CLI sends. One sent earlier counts. */
export async function waitFor(engine: Engine, name: string, { schema, timeout }: WaitForOptions = {}): Promise<unknown> {
  if (schema !== undefined && !isStandardSchema(schema)) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `waitFor('${name}'): 'schema' must be a zod schema (or another Standard Schema), which can check the event where the flow runs.`,
    });
  }
  const caller = currentCaller(engine, `waitFor('${name}')`);
  const deadline = timeout === undefined ? undefined : caller.now() + toMilliseconds(timeout);
  for (;;) {
    const payload = await caller.waitForEvent({ name, deadline });
    if (schema === undefined) return payload;
    const result = await schema['~standard'].validate(payload);
    if (result.issues === undefined) return result.value;
    caller.note(`An event '${name}' did not fit and was put aside: ${result.issues.map((issue) => issue.message).join('; ')}`);
  }
}

/** Waits for a time, durably: a timer of the server, not of a process. */
export async function sleep(engine: Engine, duration: Duration): Promise<void> {
  await currentCaller(engine, 'sleep').sleep(
    toMilliseconds(duration),
    `sleep ${String(duration)}${typeof duration === 'number' ? ' ms' : ''}`,
  );
}
