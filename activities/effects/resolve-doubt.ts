import type { EffectCall, EffectStore } from '../../engine/effect-store.ts';
import { toFailureData } from '../../engine/failure.ts';
import type { ToolExecution } from '../../engine/tools/tool-runner.ts';
import { interruptOf, ToolInterruptError } from '../../engine/tools/tool-interrupt-error.ts';
import type { ReconcileResult } from '../../engine/tools/tool.ts';

/** Where one try of a call is written down. */
export interface OnceOptions {
  readonly store: EffectStore;
  readonly call: EffectCall;
  /** No other try follows this one. */
  readonly lastTry: boolean;
  readonly warn: (message: string) => void;
}

/** What is certain about a call that was in doubt. */
export type Certainty = Exclude<ReconcileResult, { readonly state: 'unknown' }>;

/** A call that began at `since` (ISO 8601), and whose end nobody has seen. */
export interface Doubt extends OnceOptions {
  readonly since: string;
}

/**
 * Asks the tool's `reconcile`. Throws a `ToolInterruptError` for a person where that cannot tell, or its own error where that is worth
 * another try.
 */
export async function resolveDoubt(execution: ToolExecution, doubt: Doubt): Promise<Certainty> {
  const { reconcile, abortSignal } = execution;
  if (reconcile === undefined) throw toQuestion(execution, doubt);
  let found: ReconcileResult;
  try {
    found = await reconcile(doubt.call.callId);
  } catch (error) {
    if (abortSignal.aborted || isWorthAnotherTry(error, doubt)) throw error;
    throw toQuestion(execution, doubt, toReason(error));
  }
  if (found?.state === 'done' || found?.state === 'not-done') return found;
  throw toQuestion(execution, doubt);
}

function isWorthAnotherTry(error: unknown, { lastTry }: Doubt): boolean {
  return !lastTry && !toFailureData(error).nonRetryable;
}

/** An interrupt of `reconcile` itself: what it says goes along. */
function toReason(error: unknown): Readonly<Record<string, unknown>> {
  const asked = interruptOf(error);
  if (typeof asked === 'object' && asked !== null) return { ...asked };
  return asked === undefined ? { reason: toFailureData(error).message } : {};
}

function toQuestion(
  { name }: ToolExecution,
  { call, since, warn }: Doubt,
  more: Readonly<Record<string, unknown>> = {},
): ToolInterruptError {
  warn(`call ${call.callId} of tool '${name}' began at ${since} and was cut off; nobody knows whether it took effect: a person is asked`);
  return new ToolInterruptError({ ...more, inDoubt: true, callId: call.callId, tool: name, since });
}
