import type { ActionContext } from '../../schemas/action-context.ts';
import type { StatusName } from '../../schemas/status.ts';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { waitUntil } from '../setup/wait-until.ts';

/** One behaviour: a flow, and what it gives. */
export interface Case {
  readonly name: string;
  /** The flow's name. */
  readonly flow: string;
  readonly input?: unknown;
  readonly context?: ActionContext;
  /** The whole result, as JSON; asymmetric matchers may stand in it. */
  readonly result?: unknown;
  /** Instead of a result: the error at the flow's caller. What is named here has to be so; `message` is the whole text. */
  readonly error?: CaseError;
  /** Plays the outside world while the run goes on: answers interrupts, sends signals, cancels. */
  readonly drive?: (handle: FlowHandle) => Promise<void>;
  /** Why it cannot run durably. */
  readonly inlineOnly?: string;
  /** Why it cannot run inline. */
  readonly durableOnly?: string;
  /** Why the two results are not the same where the row's matchers allow it. */
  readonly differs?: string;
  /** Why the sandbox cannot hold the flow. Others fail where they do not run as workflow code. */
  readonly journaled?: string;
}

/** All cases of an area. */
export type CaseTable = readonly Case[];

/** What a caller sees of an error. */
export interface CaseError {
  readonly status: StatusName;
  readonly message: unknown;
  readonly details?: unknown;
  readonly step?: unknown;
}

/** For `drive`: waits until the run asks that many questions. Fails where it ends instead. */
export async function waitForInterrupts(handle: FlowHandle, count = 1): Promise<Awaited<ReturnType<FlowHandle['interrupts']>>> {
  return await waitUntil(`the run asks ${count} questions`, async () => {
    const asked = await handle.interrupts();
    if (asked.length === count) return asked;
    const { status } = await handle.describe();
    if (status !== 'running') throw new Error(`the run ended (${status}) and did not ask`);
    return undefined;
  });
}
