import type { ActionContext } from '../schemas/action-context.ts';
import { parseActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { ActionCall, ActionCaller, EventWait } from './action-caller.ts';
import { anySignal } from './any-signal.ts';
import type { Action } from './action.ts';
import type { Engine } from './engine.ts';
import type { EventQueue } from './event-queue.ts';
import { toDurakitError } from './failure.ts';
import { runOperationInProcess } from './operations/run-operation-in-process.ts';
import { runFlowBody } from './run-flow-body.ts';
import type { RunScope } from './run-scope.ts';
import { isNamedType, toNotFound } from './to-not-found.ts';
import type { PendingInterrupts } from './tools/pending-interrupts.ts';
import { runThroughRunner, type ToolRunner } from './tools/tool-runner.ts';

/** What surrounds calls in this process: a whole inline run, or one activity of a durable one. */
export interface InProcessSurroundings {
  readonly context: ActionContext;
  readonly abortSignal: AbortSignal;
  readonly streamingRequested?: boolean;
  readonly sendChunk?: (chunk: unknown) => void;
  /** Where `waitFor` takes its events; none means that nothing can be waited for here. */
  readonly events?: EventQueue | undefined;
  /** Where `waitForReply` says what it waits for. */
  readonly interrupts?: PendingInterrupts | undefined;
  /** What tools are run through; none where nothing is durable. */
  readonly toolRunner?: ToolRunner | undefined;
  readonly note?: (text: string) => void;
}

const neverAborted = new AbortController().signal;

/** The port's implementation that does everything right here: Genkit's own way, with no durability. */
export function createInProcessCaller(engine: Engine, surroundings: InProcessSurroundings): ActionCaller {
  const scope = (): Omit<RunScope, 'kind' | 'name'> => ({
    caller,
    context: surroundings.context,
    abortSignal: surroundings.abortSignal,
    streamingRequested: surroundings.streamingRequested ?? false,
    sendChunk: surroundings.sendChunk ?? ((): void => undefined),
    session: engine.scopes.getStore()?.session,
  });
  const caller: ActionCaller = {
    liveChunks: true,
    callAction: async (call) => {
      const abortSignal = anySignal([surroundings.abortSignal, call.abortSignal]);
      throwIfAborted(abortSignal);
      if (call.batch !== undefined) warnOfBatch(engine);
      const action = await findAction(engine, call);
      const own = {
        ...scope(),
        ...chunksOf(call, surroundings),
        abortSignal,
        context: call.context ?? surroundings.context,
        policy: call.policy,
      };
      const actionCaller = createInProcessCaller(engine, { ...surroundings, abortSignal, context: own.context });
      const run = { input: call.input, name: call.name, scope: { ...own, caller: actionCaller }, body: call.local, tool: call.tool };
      return await runThroughRunner(engine, action, { ...run, runner: surroundings.toolRunner });
    },
    callFlow: async ({ name, input, context, tool, abortSignal: own }) => {
      const flow = engine.flows.get(name);
      if (flow === undefined) throw new DurakitError({ status: 'NOT_FOUND', message: `Flow ${name} not found` });
      const abortSignal = anySignal([surroundings.abortSignal, own]);
      const child = createInProcessCaller(engine, { ...surroundings, context, abortSignal });
      return await runFlowBody(engine, flow, {
        input,
        scope: { ...scope(), caller: child, abortSignal, kind: 'flow', name, context, tool },
      });
    },
    callOperation: async (call) => {
      const abortSignal = anySignal([surroundings.abortSignal, call.abortSignal]);
      const own = { ...surroundings, abortSignal, context: call.context };
      return await runOperationInProcess(engine, call, { caller: createInProcessCaller(engine, own), abortSignal });
    },
    sleep: (milliseconds) => abortableSleep(milliseconds, surroundings.abortSignal),
    waitForEvent: (wait) => waitForEvent(wait, surroundings),
    nonCancellable: (body) => {
      const protectedCaller = createInProcessCaller(engine, { ...surroundings, abortSignal: neverAborted });
      const current = engine.scopes.getStore();
      if (current === undefined) return body();
      return engine.scopes.run({ ...current, caller: protectedCaller, abortSignal: neverAborted }, body);
    },
    note: (text) => surroundings.note?.(text),
    now: () => Date.now(),
    uuid: () => engine.randomId(),
  };
  return caller;
}

const warned = new WeakSet<Engine>();

/** There is nobody to wait for here. Said once. */
function warnOfBatch(engine: Engine): void {
  if (warned.has(engine)) return;
  warned.add(engine);
  engine.registry.log("Calls with 'batch' are asked at once here: batches are for flows in the sandbox, on a worker.");
}

/** A step's chunks are its flow's; a model streams to whoever asked for its chunks, as in Genkit. */
function chunksOf(
  { key, onChunk, policy = {} }: ActionCall,
  surroundings: InProcessSurroundings,
): Pick<RunScope, 'streamingRequested' | 'sendChunk'> {
  if (onChunk !== undefined) return { streamingRequested: true, sendChunk: onChunk };
  // a stall can only be told where there is a stream
  const watched = policy.firstByteMilliseconds !== undefined || policy.stallMilliseconds !== undefined;
  if (watched && policy.streaming !== false) return { streamingRequested: true, sendChunk: () => undefined };
  const { streamingRequested = false, sendChunk } = surroundings;
  if (sendChunk === undefined || !/^\/(?:step|tool|tool\.v2)\//.test(key)) return { streamingRequested: false, sendChunk: () => undefined };
  return { streamingRequested, sendChunk };
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw toCancelled(signal);
}

/** What fails here fails on a worker inside the activity: the call's name is in the error there too. */
async function findAction(engine: Engine, call: ActionCall): Promise<Action> {
  try {
    const action = await engine.registry.resolve(call.key);
    if (action !== undefined) return action;
    const parsed = parseActionKey(call.key);
    if (call.local !== undefined && parsed !== undefined) return { key: call.key, ...parsed };
    const known = isNamedType(parsed?.type)
      ? engine.registry
          .list(parsed?.type)
          .map(({ name }) => name)
          .sort()
      : undefined;
    throw toNotFound(call.key, { known });
  } catch (error) {
    throw toDurakitError(error, call.name);
  }
}

function abortableSleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = (): void => {
      stopTimer();
      reject(toCancelled(signal));
    };
    const stopTimer = startTimer(milliseconds, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function waitForEvent(
  { name, deadline, interrupt }: EventWait,
  { events, interrupts, abortSignal }: InProcessSurroundings,
): Promise<unknown> {
  if (events === undefined) {
    throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `waitFor('${name}') only works in flow code, outside of steps.` });
  }
  const answered = interrupt === undefined ? undefined : interrupts?.add(interrupt);
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      answered?.();
      stopWatch();
      stopTimer();
      abortSignal.removeEventListener('abort', onAbort);
      finish();
    };
    const onEvent = (): void => {
      const taken = events.take(name);
      if (taken !== undefined) settle(() => resolve(taken.payload));
    };
    const onAbort = (): void => settle(() => reject(toCancelled(abortSignal)));
    const stopWatch = events.watch(name, onEvent);
    const stopTimer =
      deadline === undefined ? (): void => undefined : startTimer(deadline - Date.now(), () => settle(() => reject(toTimeout(name))));
    abortSignal.addEventListener('abort', onAbort, { once: true });
    if (abortSignal.aborted) onAbort();
    else onEvent();
  });
}

/** JavaScript's timers overflow after 24.8 days and then fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

function startTimer(milliseconds: number, onEnd: () => void): () => void {
  let rest = milliseconds;
  let timer: ReturnType<typeof setTimeout>;
  const next = (): void => {
    const now = Math.min(rest, LONGEST_TIMER);
    rest -= now;
    timer = setTimeout(() => (rest > 0 ? next() : onEnd()), now);
  };
  next();
  return () => clearTimeout(timer);
}

function toCancelled(signal: AbortSignal): DurakitError {
  const reason: unknown = signal.reason;
  if (reason instanceof DurakitError) return reason;
  return new DurakitError({ status: 'CANCELLED', message: 'the run was cancelled', cause: reason });
}

function toTimeout(name: string): DurakitError {
  return new DurakitError({ status: 'DEADLINE_EXCEEDED', message: `no event '${name}' arrived in time` });
}
