import type { ActionContext } from '../schemas/action-context.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import type { Duration } from '../schemas/duration.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { Interruptible } from './tools/tool-arguments.ts';
import type { FlowHandle } from './flow-handle.ts';

/** What `ai.defineFlow` takes beside the body; a bare string is the name. Source: Genkit `core/src/flow.ts`. */
export interface FlowConfig<TInput = unknown, TOutput = unknown, TChunk = unknown> {
  /** Also the workflow's type in Temporal, so it can be started from its UI and CLI. */
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: TInput;
  readonly outputSchema?: TOutput;
  readonly streamSchema?: TChunk;
  readonly inputJsonSchema?: JsonSchema;
  readonly outputJsonSchema?: JsonSchema;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /**
   * `workflow`: the flow's code runs in Temporal's sandbox, each step an activity. `journal`: it runs on the worker, its
   * steps recorded in Postgres; after a crash it runs again from its start and gets what was recorded. Default: `workflow`
   * where the build-time split finds that the sandbox can hold the code, else `journal` (`durakit check` says why).
   */
  readonly durability?: 'workflow' | 'journal';
  /** Called from another flow it is a plain function of that run, not a child workflow. Default false. */
  readonly inline?: boolean;
}

/** The second argument of a flow's body. It may be called with a chunk, as Genkit's streaming callback could. */
export interface FlowSideChannel<TChunk = unknown> extends Omit<Interruptible, 'sendChunk'> {
  (chunk: TChunk): void;
  readonly sendChunk: (chunk: TChunk) => void;
}

export type FlowBody<TInput = unknown, TOutput = unknown, TChunk = unknown> = (
  input: TInput,
  sideChannel: FlowSideChannel<TChunk>,
) => TOutput | Promise<TOutput>;

/** How a run is started. */
export interface FlowStartOptions {
  /**
   * The run's own name. The same id twice is the same run, also after it ended: the second start gives its handle and schedules nothing.
   * A child run is not shared: a second one of the same id fails with ALREADY_EXISTS. Default: a new UUID.
   */
  readonly id?: string;
  readonly context?: ActionContext;
  /** 1 (first) to 5 (last), default 3: the order in which Temporal hands out tasks. */
  readonly priority?: number;
  /** Runs of one key share the workers fairly with those of other keys: a tenant, a user. At most 64 bytes. */
  readonly fairnessKey?: string;
  /** For the whole run, waits included. Default: none. */
  readonly timeout?: Duration;
}

/** How a flow is called. */
export interface FlowRunOptions extends FlowStartOptions {
  readonly abortSignal?: AbortSignal;
}

/** A flow: call it, start it, stream it. */
export interface Flow<TInput = unknown, TOutput = unknown, TChunk = unknown> {
  /** Starts a run and waits for its result; inside another flow it is a child run. */
  (input: TInput, options?: FlowRunOptions): Promise<TOutput>;
  /** As the call, with the run's names beside the result. */
  run(input: TInput, options?: FlowRunOptions): Promise<{ result: TOutput; id: string; workflowId: string }>;
  /** Starts a run and returns at once. */
  start(input: TInput, options?: FlowStartOptions): Promise<FlowHandle<TOutput>>;
  /** Chunks as the flow sends them, and its result. */
  stream(input: TInput, options?: FlowRunOptions): { stream: AsyncIterable<TChunk>; output: Promise<TOutput> };
  readonly flowName: string;
  readonly key: ActionKey;
}

/** A flow as the engine keeps it. */
export interface FlowDefinition {
  readonly name: string;
  readonly key: ActionKey;
  readonly description?: string | undefined;
  readonly inputSchema?: JsonSchema | undefined;
  readonly outputSchema?: JsonSchema | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly inline: boolean;
  readonly durability: 'workflow' | 'journal';
  /** Missing in the sandbox for a journaled flow. */
  readonly body: FlowBody | undefined;
}
