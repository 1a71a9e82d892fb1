import type { ActionContext } from '../../schemas/action-context.ts';
import { anySignal } from '../any-signal.ts';
import { currentCaller } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { createInProcessCaller } from '../in-process-caller.ts';
import type { RunScope } from '../run-scope.ts';

/** What an agent's function runs in. */
export interface SessionSurroundings {
  readonly name: string;
  readonly session: object;
  readonly context: ActionContext;
  readonly abortSignal: AbortSignal;
}

/**
 * Runs an agent's function: in flow code as a part of that flow, so that its models and tools are the flow's activities; anywhere else in
 * this process, and what it calls stops with it.
 */
export async function runInSession<T>(
  engine: Engine,
  { name, session, context, abortSignal }: SessionSurroundings,
  body: () => Promise<T>,
): Promise<T> {
  const around = engine.scopes.getStore();
  if (around !== undefined) {
    const signal = anySignal([around.abortSignal, abortSignal]);
    return await engine.scopes.run({ ...around, context, session, abortSignal: signal }, body);
  }
  currentCaller(engine, name);
  const scope: RunScope = {
    kind: 'action',
    name,
    session,
    context,
    abortSignal,
    caller: createInProcessCaller(engine, { context, abortSignal }),
    streamingRequested: false,
    sendChunk: () => undefined,
  };
  return await engine.scopes.run(scope, body);
}
