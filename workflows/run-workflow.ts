import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  isCancellation,
  setDefaultSignalHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { ApplicationFailureCategory } from '@temporalio/common';
import { checkContext } from '../engine/check-context.ts';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import { createEventQueue } from '../engine/event-queue.ts';
import { interruptOf } from '../engine/tools/tool-interrupt-error.ts';
import { createPendingInterrupts } from '../engine/tools/pending-interrupts.ts';
import { toFailureData } from '../engine/failure.ts';
import { toBearableText } from '../engine/to-bearable.ts';
import { runFlowBody } from '../engine/run-flow-body.ts';
import type { FlowEnvelope } from '../schemas/flow-envelope.ts';
import { createActivityCaller } from './activity-caller.ts';
import { answerInterrupts } from './answer-interrupts.ts';
import { findFlow, isKnownFlow } from './loaded-engines.ts';
import { runJournaledFlow } from './run-journaled-flow.ts';
import { ensureFlowAttributes } from './run-attributes.ts';
import { createRunDetails } from './run-details.ts';

/**
 * The one workflow function of a bundle: Temporal gives it every workflow type, it runs the flow of that name.
 * The first argument is the flow's plain input, so a flow can be started from Temporal's UI and CLI; the second is optional.
 */
export async function runWorkflow(input: unknown, envelope?: FlowEnvelope): Promise<unknown> {
  leaveToOthers();
  try {
    return await runFlow(input, envelope);
  } catch (error) {
    throw toWorkflowFailure(error);
  }
}

/** How long a run whose flow this worker does not know is left to other workers: during a deploy they may be newer. */
const PATIENCE_MILLISECONDS = 20_000;

/** A plain error fails the workflow task and not the run: the server gives it to another worker. After a while the run fails by its name. */
function leaveToOthers(): void {
  const { workflowType, startTime } = workflowInfo();
  if (isKnownFlow(workflowType) || Date.now() - startTime.getTime() > PATIENCE_MILLISECONDS) return;
  throw new Error(`This worker does not know the flow '${workflowType}'; it is left to others for a while.`);
}

async function runFlow(input: unknown, envelope: FlowEnvelope | undefined): Promise<unknown> {
  const events = createEventQueue();
  setDefaultSignalHandler((name, ...payload) => events.push(name, payload[0]));
  const { engine, flow } = findFlow(workflowInfo().workflowType);
  const interrupts = createPendingInterrupts();
  answerInterrupts(engine, interrupts, events);
  ensureFlowAttributes(flow.name);
  const context = { ...engine.context, ...envelope?.context };
  checkContext(context);
  const run = { context, events, interrupts, details: createRunDetails() };
  if (flow.durability === 'journal') {
    engine.schemas.check({ key: flow.key, side: 'input', schema: flow.inputSchema, data: input });
    return await runJournaledFlow(flow, input, { ...run, stepDefaults: engine.stepDefaults });
  }
  const caller = createActivityCaller(run);
  const output = await runFlowBody(engine, flow, {
    input,
    scope: {
      kind: 'flow',
      name: flow.name,
      caller,
      context,
      abortSignal: cancellationSignal(),
      streamingRequested: false,
      sendChunk: () => undefined,
      tool: envelope?.tool,
    },
  });
  checkPayloadSize(`The result of flow '${flow.name}'`, output);
  return output;
}

function cancellationSignal(): AbortSignal {
  const controller = new AbortController();
  CancellationScope.current().cancelRequested.catch((reason: unknown) => controller.abort(reason));
  return controller.signal;
}

/**
 * Without this a plain Error would fail the workflow task, which Temporal then tries for ever: a typo would hang the run.
 * A nondeterminism error must stay what it is: there the task is to be tried again, with the code put right.
 */
function toWorkflowFailure(error: unknown): unknown {
  if (isCancelled(error)) return new CancelledFailure('the run was cancelled');
  if (error instanceof Error && error.name === 'DeterminismViolationError') return error;
  // a question of a flow that was run as a tool is no alarm
  const category = interruptOf(error) === undefined ? undefined : ApplicationFailureCategory.BENIGN;
  const failure = ApplicationFailure.create({ ...toFailureData(error), nonRetryable: true, ...(category !== undefined && { category }) });
  if (error instanceof Error && error.stack !== undefined) failure.stack = toBearableText(error.stack);
  return failure;
}

function isCancelled(error: unknown): boolean {
  return isCancellation(error) || (error instanceof Error && isCancellation(error.cause));
}
