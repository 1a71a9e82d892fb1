import { DurakitError } from '../schemas/durakit-error.ts';
import type { InterruptReply } from '../schemas/pending-interrupt.ts';
import { toFlowWorkflowId } from '../schemas/flow-envelope.ts';
import type { Engine } from './engine.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { toDurakitError } from './failure.ts';
import type { FlowHandle, RunDescription, RunStatus } from './flow-handle.ts';
import type { FlowLauncher } from './flow-launcher.ts';
import type { FlowDefinition, FlowRunOptions } from './flow.ts';
import { createInProcessCaller } from './in-process-caller.ts';
import { runFlowBody } from './run-flow-body.ts';
import { createChunkStream } from './chunk-stream.ts';
import { createPendingInterrupts, type PendingInterrupts } from './tools/pending-interrupts.ts';
import { toRespond, toRestart } from './tools/to-reply.ts';

/** One run in this process. */
interface InlineRun {
  readonly handle: FlowHandle;
  status: RunStatus;
}

/** Runs flows in process (`mode: 'inline'`): the same results, nothing survives the process. Runs are remembered by id until it ends. */
export function createInlineLauncher(engine: () => Engine): FlowLauncher {
  const runs = new Map<string, InlineRun>();

  function launch(flow: FlowDefinition, input: unknown, options: FlowRunOptions & { sendChunk?: (chunk: unknown) => void }): FlowHandle {
    const id = options.id ?? engine().randomId();
    const workflowId = toFlowWorkflowId(flow.name, id);
    const known = runs.get(workflowId);
    if (known !== undefined) return known.handle;
    const events = createEventQueue();
    const interrupts = createPendingInterrupts();
    const controller = new AbortController();
    const startedAt = new Date();
    const run: InlineRun = { status: 'running', handle: toHandle() };
    const output = execute();
    output.catch(() => undefined);
    runs.set(workflowId, run);
    return run.handle;

    async function execute(): Promise<unknown> {
      try {
        const context = options.context ?? {};
        const surroundings = {
          context,
          abortSignal: controller.signal,
          events,
          interrupts,
          streamingRequested: options.sendChunk !== undefined,
          sendChunk: options.sendChunk ?? ((): void => undefined),
        };
        const caller = createInProcessCaller(engine(), surroundings);
        const result = await runFlowBody(engine(), flow, { input, scope: { ...surroundings, kind: 'flow', name: flow.name, caller } });
        run.status = 'completed';
        return result;
      } catch (error) {
        run.status = toEndStatus(controller.signal);
        throw toDurakitError(error);
      }
    }

    function toHandle(): FlowHandle {
      return {
        id,
        workflowId,
        result: () => output,
        signal: async (name, payload) => events.push(name, payload),
        ...createAnswering({ engine: engine(), interrupts, events }),
        cancel: async (reason = 'the run was cancelled') => controller.abort(new DurakitError({ status: 'CANCELLED', message: reason })),
        terminate: async (reason = 'the run was terminated') => controller.abort(new DurakitError({ status: 'ABORTED', message: reason })),
        describe: async () => describeInline({ id, workflowId, flow: flow.name, status: run.status, startedAt }),
        history: async () => {
          throw new DurakitError({
            status: 'UNIMPLEMENTED',
            message: "A run of mode 'inline' has no history. Run it durably to record one.",
          });
        },
      };
    }
  }

  return {
    start: async (flow, input, options) => launch(flow, input, options),
    stream: (flow, input, options) => {
      const { stream, push, close } = createChunkStream();
      const handle = launch(flow, input, { ...options, sendChunk: push });
      void handle.result().then(
        () => close(),
        (error: unknown) => close(toDurakitError(error)),
      );
      return { stream, handle: Promise.resolve(handle) };
    },
  };
}

interface Questions {
  readonly engine: Engine;
  readonly interrupts: PendingInterrupts;
  readonly events: EventQueue;
}

function createAnswering({ engine, interrupts, events }: Questions): Pick<FlowHandle, 'interrupts' | 'respond' | 'restart'> {
  const reply = async (given: InterruptReply): Promise<void> => {
    interrupts.check(engine, given);
    const taken = interrupts.take(given);
    events.push(taken.event, taken.reply);
  };
  return {
    interrupts: async () => interrupts.list(),
    respond: (interrupt, output, given = {}) => reply(toRespond(interrupt, output, given)),
    restart: (interrupt, given = {}) => reply(toRestart(interrupt, given)),
  };
}

function toEndStatus({ aborted, reason }: AbortSignal): RunStatus {
  if (!aborted) return 'failed';
  return reason instanceof DurakitError && reason.status === 'ABORTED' ? 'terminated' : 'cancelled';
}

function describeInline(run: Pick<RunDescription, 'id' | 'workflowId' | 'flow' | 'status'> & { startedAt: Date }): RunDescription {
  return {
    ...run,
    startedAt: run.startedAt.toISOString(),
    runId: run.id,
    taskQueue: 'inline',
    historyEvents: 0,
    historyBytes: 0,
    pending: [],
  };
}
