import type { ActionKey } from '../../schemas/action-key.ts';
import type { Action } from '../action.ts';
import { runAction, type ActionRun } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { effectsOf, isTool, type ToolEffects } from './tool-effects.ts';
import type { ReconcileResult } from './tool.ts';

/** One try of one call of a tool, in this process. */
export interface ToolExecution {
  readonly key: ActionKey;
  /** What a person reads. */
  readonly name: string;
  readonly input: unknown;
  readonly effects: ToolEffects | undefined;
  readonly abortSignal: AbortSignal;
  /** The tool's own function, its borders checked. */
  readonly run: (callId: string) => Promise<unknown>;
  readonly reconcile?: ((callId: string) => Promise<ReconcileResult>) | undefined;
}

/** What a worker runs tools through: it gives the call its id, and keeps those with effects `once` from being run twice. */
export type ToolRunner = (execution: ToolExecution) => Promise<unknown>;

/** Runs an action in this process as {@link runAction} does, tools through the runner where there is one. */
export async function runThroughRunner(
  engine: Engine,
  action: Action,
  run: ActionRun & { readonly runner: ToolRunner | undefined },
): Promise<unknown> {
  const { runner, ...rest } = run;
  if (runner === undefined || !isTool(action)) return await runAction(engine, action, rest);
  const { key, reconcile } = action;
  const withId = (callId: string): ActionRun => ({ ...rest, tool: { ...rest.tool, callId } });
  return await runner({
    key,
    name: run.name,
    input: run.input,
    effects: run.tool?.effects ?? effectsOf(action.metadata),
    abortSignal: run.scope.abortSignal,
    run: (callId) => runAction(engine, action, withId(callId)),
    reconcile: reconcile && ((callId) => runReconcile(engine, action, { ...withId(callId), body: reconcile })),
  });
}

async function runReconcile(engine: Engine, action: Action, run: ActionRun): Promise<ReconcileResult> {
  const result = (await runAction(engine, { ...action, outputSchema: undefined }, run)) as ReconcileResult;
  if (result?.state === 'done') {
    engine.schemas.check({ key: action.key, side: 'output', schema: action.outputSchema, data: result.output });
  }
  return result;
}
