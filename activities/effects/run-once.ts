import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { EffectOutcome } from '../../engine/effect-store.ts';
import { fromFailure, toFailureData, toFinalError } from '../../engine/failure.ts';
import type { ToolExecution } from '../../engine/tools/tool-runner.ts';
import { interruptOf } from '../../engine/tools/tool-interrupt-error.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { resolveDoubt, type OnceOptions } from './resolve-doubt.ts';

/**
 * Runs a tool's function unless the call is known: an outcome is given again, a call in doubt is cleared up first. What the function
 * throws is an outcome too, and leaves here as an error that is not tried again.
 */
export async function runOnce(execution: ToolExecution, once: OnceOptions): Promise<unknown> {
  const known = await once.store.begin(once.call);
  switch (known.state) {
    case 'new':
      return await runAndRecord(execution, once);
    case 'returned':
      return known.output;
    case 'threw':
      throw toFinalError(fromFailure({ name: 'ApplicationFailure', ...known.failure }));
    case 'in-doubt': {
      const found = await resolveDoubt(execution, { ...once, since: known.since });
      if (!(await once.store.renew(once.call, known.holder))) throw takenOver(execution);
      if (found.state === 'not-done') return await runAndRecord(execution, once);
      const output = toRecordable(execution, found.output);
      await record(once, { state: 'returned', output });
      return output;
    }
  }
}

async function runAndRecord(execution: ToolExecution, once: OnceOptions): Promise<unknown> {
  let output: unknown;
  try {
    output = toRecordable(execution, await execution.run(once.call.callId));
  } catch (error) {
    if (interruptOf(error) !== undefined) {
      await attempt(once, 'the intent could not be taken back', () => once.store.withdraw(once.call));
      throw error;
    }
    // What was stopped in the middle may have taken effect: it stays in doubt.
    if (execution.abortSignal.aborted) throw error;
    await record(once, { state: 'threw', failure: { ...toFailureData(error), nonRetryable: true } });
    throw toFinalError(error);
  }
  await record(once, { state: 'returned', output });
  return output;
}

/** What was done stays done where it cannot be written down: if the run gets the result, nobody ever asks for the row. */
async function record({ store, call, warn }: OnceOptions, outcome: EffectOutcome): Promise<void> {
  await attempt({ call, warn }, 'the outcome could not be written down', () => store.finish(call, outcome));
}

async function attempt({ call, warn }: Pick<OnceOptions, 'call' | 'warn'>, failure: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    warn(`call ${call.callId} of ${call.tool}: ${failure} (${String(error)}). If this worker dies now, the call is in doubt.`);
  }
}

/** What the run sees the first time is what a later try would be given. */
function toRecordable({ name }: ToolExecution, output: unknown): unknown {
  checkPayloadSize(`The result of tool '${name}'`, output);
  return output === undefined ? undefined : (JSON.parse(JSON.stringify(output)) as unknown);
}

function takenOver({ name }: ToolExecution): DurakitError {
  return new DurakitError({ status: 'ABORTED', message: `Another try has taken over this call of '${name}'; this one stops.` });
}
