import type { ActionContext } from '../schemas/action-context.ts';
import type { AgentInit, AgentInput } from '../schemas/agent-input.ts';
import type { AgentOutput } from '../schemas/agent-output.ts';
import type { BatchLimits } from '../schemas/batch-call.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import type { ChildOptions } from '../schemas/child-options.ts';
import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { PendingInterrupt } from '../schemas/pending-interrupt.ts';
import type { ModelLimits, ModelPolicy } from '../schemas/model-policy.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import type { StoredConversation } from '../schemas/stored-conversation.ts';
import type { ToolRun } from '../schemas/tool-run.ts';
import type { ActionArguments } from './action.ts';
import type { ModelOperation } from './operations/background-model.ts';
import type { KnownConversations } from './messages/known-conversations.ts';

/** One call of an action. The input and the result are JSON. */
export interface ActionCall {
  readonly key: ActionKey;
  /** What a person reads: the step's real name where the key has a `*`. */
  readonly name: string;
  readonly input: unknown;
  readonly options: StepOptions;
  /** Captured variables of a hoisted closure, where they are not the input themselves. */
  readonly captured?: Readonly<Record<string, unknown>> | undefined;
  /** A closure at the place of the call: run where the caller is in process, unknown to the sandbox. */
  readonly local?: ((input: unknown, surroundings: ActionArguments) => unknown) | undefined;
  /** Default: the context of the run. */
  readonly context?: ActionContext | undefined;
  /** Where the action is called as a tool. */
  readonly tool?: ToolRun | undefined;
  /** Where the action is a model: over the app's own limits. `callAction` makes options and the policy of them. */
  readonly limits?: ModelLimits | undefined;
  /** Where the action is a model: what its worker heeds. */
  readonly policy?: ModelPolicy | undefined;
  /** Where the action is a model: how long it may wait to be asked together with others. In process it is asked at once. */
  readonly batch?: BatchLimits | undefined;
  /** Where the input's messages are what comes after `head` in the message store. The result then names the new head, if there is one. */
  readonly conversation?: StoredConversation | undefined;
  /** Where the action is a model of a session's turn: who may listen to it in the worker's process. */
  readonly listener?: string | undefined;
  /** Stops this call alone. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Told the chunks while they come, where the caller can (see {@link ActionCaller.liveChunks}). */
  readonly onChunk?: ((chunk: unknown) => void) | undefined;
}

/** One call of a flow by a flow. */
export interface FlowCall {
  readonly name: string;
  readonly input: unknown;
  readonly context: ActionContext;
  readonly options: ChildOptions;
  readonly tool?: ToolRun | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** A job of a background model. `result`: waited for; `start`: only begun. */
export interface OperationCall {
  readonly model: string;
  readonly request: GenerateRequest;
  readonly mode: 'result' | 'start';
  readonly context: ActionContext;
  readonly abortSignal?: AbortSignal | undefined;
}

/** One turn of an agent, called by code that is an agent or a flow itself. */
export interface AgentCall {
  readonly agent: string;
  readonly input: AgentInput;
  readonly init?: AgentInit | undefined;
  readonly context: ActionContext;
  readonly abortSignal?: AbortSignal | undefined;
}

/** Waiting for something that comes from outside. */
export interface EventWait {
  readonly name: string;
  /** Absolute, in the caller's own clock ({@link ActionCaller.now}). */
  readonly deadline?: number | undefined;
  /** Where the event is the reply to a tool's interrupt: what is asked. */
  readonly interrupt?: PendingInterrupt | undefined;
}

/**
 * The port through which the engine reaches the world. Three things implement it: activities (`workflows/`),
 * the same process (`in-process-caller.ts`) and the journal. The engine itself does no I/O and reads no clock.
 */
export interface ActionCaller {
  /** False where a call may give its recorded result without chunks: then the result's content stands for them. */
  readonly liveChunks: boolean;
  /** What is known of the message store. Undefined where calls are given whole conversations: in process, and where there is no store. */
  readonly conversations?: KnownConversations | undefined;
  /** Rejects with a `DurakitError`; its `step` is the call's name. */
  callAction(call: ActionCall): Promise<unknown>;
  callFlow(call: FlowCall): Promise<unknown>;
  /** Runs a turn as a session of its own. Undefined where there are none: then it runs right where the code stands. */
  callAgent?(call: AgentCall): Promise<AgentOutput>;
  /** Rejects with the job's own error where it is waited for and fails. */
  callOperation(call: OperationCall): Promise<ModelOperation>;
  sleep(milliseconds: number, summary: string): Promise<void>;
  /** The oldest event of that name that nobody took. Rejects with DEADLINE_EXCEEDED. */
  waitForEvent(wait: EventWait): Promise<unknown>;
  /** Runs `body` so that a cancel of the run does not reach it. */
  nonCancellable<T>(body: () => Promise<T>): Promise<T>;
  /** A line for whoever watches the run: the UI's current details, or the log. */
  note(text: string): void;
  now(): number;
  uuid(): string;
}
