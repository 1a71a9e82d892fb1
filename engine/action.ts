import type { ActionContext } from '../schemas/action-context.ts';
import type { ActionKey, ActionType } from '../schemas/action-key.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { ModelPolicy } from '../schemas/model-policy.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import type { ToolRun } from '../schemas/tool-run.ts';
import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { GenerateResponseData } from '../schemas/generate-response.ts';
import type { BackgroundModelFunctions } from './operations/background-model.ts';

/** What every action's body gets beside its input. Source: Genkit `core/src/action.ts`, `ActionFnArg`. */
export interface ActionArguments {
  readonly context: ActionContext;
  /** Always present. It fires when the run is cancelled, the step timed out or the worker shuts down. */
  readonly abortSignal: AbortSignal;
  /** True where somebody reads the chunks. */
  readonly streamingRequested: boolean;
  readonly sendChunk: (chunk: unknown) => void;
  /** Where the action or flow is run as a tool of a model. */
  readonly tool?: ToolRun | undefined;
  /** Where the action is a model: how this call is to be made. */
  readonly policy?: ModelPolicy | undefined;
  /** For a model to say that its vendor works on the answer, where there is nothing to show yet. */
  readonly signOfLife?: (() => void) | undefined;
  /** Where the action begins a job of a background model: the same whenever this start is tried again. */
  readonly idempotencyKey?: string | undefined;
  /** Where the action is a model whose answer comes from elsewhere: asked instead of its runner. */
  readonly answer?: ((request: GenerateRequest) => Promise<GenerateResponseData>) | undefined;
}

/** An action without its work: what the sandbox knows of it, and what lists of actions show. JSON. */
export type ActionDescription = Omit<Action, 'body' | 'options' | 'reconcile' | 'background' | 'companions' | 'renamed'>;

/** The work itself. In the sandbox there is none: the worker has it. */
export type ActionBody = (input: unknown, surroundings: ActionArguments) => unknown;

/** A registered action: what it is called, what it takes and gives, and on the Node side how it is done. */
export interface Action {
  readonly key: ActionKey;
  readonly type: ActionType;
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema?: JsonSchema | undefined;
  readonly outputSchema?: JsonSchema | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly options?: StepOptions | undefined;
  readonly body?: ActionBody | undefined;
  /** Of a tool whose effects are `once`: gives a `ReconcileResult`, see `ToolConfig`. Only where bodies are. */
  readonly reconcile?: ActionBody | undefined;
  /** Of a background model: the functions that are no actions of their own. Only where bodies are. */
  readonly background?: BackgroundParts | undefined;
  /** Registered with it: a background model's `check` and `cancel`. */
  readonly companions?: readonly Action[] | undefined;
  /** The same action under another name, where the name is also in what it gives. */
  readonly renamed?: ((name: string) => Action) | undefined;
}

/** What the operations of a background model need beside its three actions. */
export interface BackgroundParts {
  readonly adopt: BackgroundModelFunctions['adopt'];
  readonly download: BackgroundModelFunctions['download'];
  /** A repeated start with the same idempotency key begins no second job. */
  readonly idempotent: boolean;
}
