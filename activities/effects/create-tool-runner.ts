import { randomUUID } from 'node:crypto';
import type { EffectCall, EffectStore } from '../../engine/effect-store.ts';
import type { ToolExecution, ToolRunner } from '../../engine/tools/tool-runner.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { createCallCounter } from './create-call-counter.ts';
import { runOnce } from './run-once.ts';
import { toCallId, toHash } from './to-call-id.ts';

/** One try of an activity, or of a step of a journaled flow: whatever tools it calls. */
export interface ToolRunnerOptions extends Pick<EffectCall, 'workflowId' | 'runId' | 'place'> {
  /** None where no database is known. */
  readonly store: EffectStore | undefined;
  /** No other try follows this one. */
  readonly lastTry: boolean;
  readonly warn: (message: string) => void;
}

/**
 * Recognises a call by its place, its tool and its input, and by how many of these came before it in this try. So a step that calls
 * tools must call the same ones when it is tried again.
 */
export function createToolRunner({ store, lastTry, warn, ...position }: ToolRunnerOptions): ToolRunner {
  const countCall = createCallCounter();
  return async (execution) => {
    const { key: tool, input, effects } = execution;
    const inputHash = toHash(input);
    const identity = { ...position, tool, inputHash, number: countCall(`${tool} ${inputHash}`) };
    const call = { ...identity, callId: toCallId(identity), holder: randomUUID() };
    if (effects !== 'once') return await execution.run(call.callId);
    if (store === undefined) throw noDatabase(execution);
    return await runOnce(execution, { store, call, lastTry, warn });
  };
}

function noDatabase({ name }: ToolExecution): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The tool '${name}' has effects 'once', which needs PostgreSQL: set DATABASE_URL for this worker and run \`durakit migrate\`. The tool was not run.`,
  });
}
