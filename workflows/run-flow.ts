import { CancellationScope, setDefaultSignalHandler, workflowInfo } from '@temporalio/workflow';
import { checkContext } from '../engine/check-context.ts';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import { createEventQueue } from '../engine/event-queue.ts';
import { runFlowBody } from '../engine/run-flow-body.ts';
import { createPendingInterrupts } from '../engine/tools/pending-interrupts.ts';
import type { FlowEnvelope } from '../schemas/flow-envelope.ts';
import { createActivityCaller } from './activity-caller.ts';
import { answerInterrupts } from './answer-interrupts.ts';
import { findFlow } from './loaded-engines.ts';
import { ensureFlowAttributes } from './run-attributes.ts';
import { createRunDetails } from './run-details.ts';
import { runJournaledFlow } from './run-journaled-flow.ts';

/** The workflow of a flow. The first argument is its plain input, so that it can be started from Temporal's UI and CLI. */
export async function runFlow(input: unknown, envelope: FlowEnvelope | undefined): Promise<unknown> {
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
