import { CancellationScope, condition, scheduleActivity, sleep, uuid4 } from '@temporalio/workflow';
import type { ActionContext } from '../schemas/action-context.ts';
import { toActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { toEnvelopedArguments } from '../schemas/flow-envelope.ts';
import type { ActionCall, ActionCaller, EventWait, OperationCall } from '../engine/action-caller.ts';
import type { EventQueue } from '../engine/event-queue.ts';
import { fromFailure } from '../engine/failure.ts';
import { checkContext } from '../engine/check-context.ts';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import { createKnownConversations } from '../engine/messages/known-conversations.ts';
import { storesMessages } from '../engine/messages/stores-messages.ts';
import type { ModelOperation } from '../engine/operations/background-model.ts';
import { toReplyEvent, type PendingInterrupt } from '../schemas/pending-interrupt.ts';
import { scheduleInBatch } from './batches/schedule-in-batch.ts';
import { executeChildFlow } from './execute-child-flow.ts';
import { engineOfModel } from './loaded-engines.ts';
import { executeOperation } from './operations/execute-operation.ts';
import type { PendingInterrupts } from '../engine/tools/pending-interrupts.ts';
import { setStatus } from './run-attributes.ts';
import type { RunDetails } from './run-details.ts';
import { executeChildSession } from './sessions/execute-child-session.ts';
import { runStoppable } from './run-stoppable.ts';
import { toActivityOptions } from './to-activity-options.ts';

/** What a run gives to its caller. */
export interface RunState {
  readonly context: ActionContext;
  readonly events: EventQueue;
  /** What `waitForReply` waits for. */
  readonly interrupts: PendingInterrupts;
  readonly details: RunDetails;
  /** Told of the beginning and the end of each wait. Default: {@link setStatus}. */
  readonly setStatus?: ((status: 'running' | 'waiting') => void) | undefined;
}

/** The port's implementation inside a workflow: actions are activities, flows are child workflows, waits are the server's. */
export function createActivityCaller(run: RunState): ActionCaller {
  return {
    liveChunks: false,
    conversations: storesMessages() ? createKnownConversations() : undefined,
    callAction: (call) => callActivity(call, run),
    callFlow: (call) => callChild(run, call, () => executeChildFlow(call)),
    callAgent: (call) => callChild(run, { ...call, name: call.agent }, () => executeChildSession(call)),
    callOperation: (call) => callOperation(call, run),
    sleep: async (milliseconds, summary) => {
      await cancellable(() => sleep(milliseconds, { summary }));
    },
    waitForEvent: (wait) => waitForEvent(wait, run),
    nonCancellable: (body) => CancellationScope.nonCancellable(body),
    note: (text) => run.details.note(text),
    now: () => Date.now(),
    uuid: () => uuid4(),
  };
}

async function callChild<T>(
  { details }: RunState,
  { name, abortSignal }: { readonly name: string; readonly abortSignal?: AbortSignal | undefined },
  execute: () => Promise<T>,
): Promise<T> {
  const stop = details.start(name);
  try {
    return await runStoppable(abortSignal, execute);
  } catch (error) {
    throw fromFailure(error);
  } finally {
    stop();
  }
}

async function callActivity(call: ActionCall, { context, details }: RunState): Promise<unknown> {
  if (call.local !== undefined) throw closureInSandbox(call.name);
  checkPayloadSize(`The input of step '${call.name}'`, call.input);
  checkPayloadSize(`What step '${call.name}' uses of the flow around it`, call.captured);
  // the run's own was checked where it came in
  if (call.context !== context) checkContext(call.context);
  const stop = details.start(call.name);
  try {
    const envelope = {
      context: call.context ?? context,
      ...(call.captured !== undefined && { captured: call.captured }),
      ...(call.tool !== undefined && { tool: call.tool }),
      ...(call.policy !== undefined && { policy: call.policy }),
      ...(call.conversation !== undefined && { conversation: call.conversation }),
      ...(call.listener !== undefined && { listener: call.listener }),
    };
    const { batch } = call;
    return await runStoppable(call.abortSignal, () =>
      batch === undefined
        ? scheduleActivity(call.key, toEnvelopedArguments(call.input, envelope), toActivityOptions(call))
        : scheduleInBatch(call, batch, envelope),
    );
  } catch (error) {
    throw fromFailure(error, call.name);
  } finally {
    stop();
  }
}

async function callOperation(call: OperationCall, run: RunState): Promise<ModelOperation> {
  const { model, abortSignal } = call;
  const stop = run.details.start(model);
  const ask = async (interrupt: PendingInterrupt): Promise<unknown> =>
    await waitForEvent({ name: toReplyEvent(interrupt), interrupt }, run);
  try {
    const engine = engineOfModel(toActionKey('background-model', model));
    return await runStoppable(abortSignal, () => executeOperation(call, { engine, ask }));
  } catch (error) {
    throw fromFailure(error, model);
  } finally {
    stop();
  }
}

async function waitForEvent(
  { name, deadline, interrupt }: EventWait,
  { events, details, interrupts, setStatus: say = setStatus }: RunState,
): Promise<unknown> {
  let taken = events.take(name);
  if (taken !== undefined) return taken.payload;
  const isThere = (): boolean => (taken = events.take(name)) !== undefined;
  const stop = details.start(interrupt === undefined ? `waiting for ${name}` : `waiting for an answer to ${interrupt.name}`);
  const answered = interrupt === undefined ? (): void => undefined : interrupts.add(interrupt);
  say('waiting');
  try {
    await cancellable<unknown>(() =>
      deadline === undefined
        ? condition(isThere)
        : condition(isThere, Math.max(1, deadline - Date.now()), { summary: `waiting for ${name}` }),
    );
  } finally {
    answered();
    stop();
    say('running');
  }
  // `isThere` assigns it; the compiler does not follow that.
  const event = taken as { readonly payload: unknown } | undefined;
  if (event !== undefined) return event.payload;
  throw new DurakitError({ status: 'DEADLINE_EXCEEDED', message: `no event '${name}' arrived in time` });
}

async function cancellable<T>(wait: () => Promise<T>): Promise<T> {
  try {
    return await wait();
  } catch (error) {
    throw fromFailure(error);
  }
}

function closureInSandbox(name: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `ai.run('${name}') was given a closure, and the workflow sandbox cannot run closures that touch the world. ` +
      `Bundle this module with the build-time split (the CLI and createWorker do), or define the step at module level with ai.defineStep.`,
  });
}
