import { currentCaller } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { createInProcessCaller } from '../in-process-caller.ts';

/** Runs `body` where it stands, with a session around it. Throws FAILED_PRECONDITION at the top level of the sandbox. */
export function runWithSession<T>(engine: Engine, session: object, body: () => T): T {
  const around = engine.scopes.getStore();
  if (around !== undefined) return engine.scopes.run({ ...around, session }, body);
  currentCaller(engine, 'session.run');
  const { context } = engine;
  const abortSignal = new AbortController().signal;
  const caller = createInProcessCaller(engine, { context, abortSignal });
  const silent = { streamingRequested: false, sendChunk: () => undefined };
  return engine.scopes.run({ kind: 'action', name: 'session', session, context, abortSignal, caller, ...silent }, body);
}
