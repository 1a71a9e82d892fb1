import { toDurakitError } from '../engine/failure.ts';
import { toSideChannel } from '../engine/run-flow-body.ts';
import type { RunScope } from '../engine/run-scope.ts';
import { toToolArguments } from '../engine/tools/tool-arguments.ts';
import { watchCaptured } from '../engine/watch-captured.ts';
import type { ToolRun } from '../schemas/tool-run.ts';
import type { FoundAction } from './find-action.ts';

/** A call of a hoisted closure. */
export interface RegisteredStepCall {
  readonly input: unknown;
  /** Where the step has an input of its own; else what was captured is the input. */
  readonly captured: Readonly<Record<string, unknown>> | undefined;
  readonly scope: Omit<RunScope, 'kind' | 'name'>;
  /** As for a tool: the closure may be one's. */
  readonly tool?: ToolRun | undefined;
}

/**
 * Runs a hoisted closure with the variables that it used of its flow. Gives the result alone, or with what it wrote. Throws
 * FAILED_PRECONDITION where it changed an object of the flow in place: the flow would never see that.
 */
export async function runRegisteredStep(
  { app, key, step }: Extract<FoundAction, { kind: 'step' }>,
  { input, captured, scope, tool }: RegisteredStepCall,
): Promise<unknown> {
  const callId = tool?.callId ?? app.engine.randomId();
  const actionScope: RunScope = { ...scope, kind: 'action', name: key, tool: { ...tool, callId } };
  const surroundings = { ...actionScope, ...toToolArguments(actionScope) };
  const [given, stepInput] = captured === undefined ? [input as Record<string, unknown>, undefined] : [captured, input];
  const values = given ?? {};
  try {
    const assertUnchanged = watchCaptured(key, values);
    const outcome = await app.engine.scopes.run(actionScope, () =>
      step(values, { ai: app.ai, sideChannel: toSideChannel(actionScope) }, stepInput, surroundings),
    );
    assertUnchanged(outcome.writes ?? {});
    return outcome.writes === undefined ? outcome.result : outcome;
  } catch (error) {
    throw toDurakitError(error, key);
  }
}
