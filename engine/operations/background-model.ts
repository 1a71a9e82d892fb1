import type { ActionContext } from '../../schemas/action-context.ts';
import type { Duration } from '../../schemas/duration.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import type { ModelInfo } from '../../schemas/model-info.ts';
import type { Operation } from '../../schemas/operation.ts';
import type { ArtefactMode, DoubtPolicy } from '../../schemas/operation-settings.ts';

/** What `check`, `cancel` and the others get beside their first argument. */
export interface OperationArguments {
  readonly context: ActionContext;
  /** To be handed to whatever makes the request. */
  readonly abortSignal: AbortSignal;
}

/** What `start` gets beside the request. */
export interface StartArguments extends OperationArguments {
  /** The same whenever this start is tried again, and of no other: for vendors that take one. */
  readonly idempotencyKey: string;
}

/** What a model's job gives in the end. */
export type ModelOperation = Operation<GenerateResponseData>;

/** A request that was sent and whose answer was never recorded. */
export interface Orphan {
  readonly idempotencyKey: string;
  readonly request: GenerateRequest;
  /** When it was first sent, ISO 8601. */
  readonly since: string;
}

/** What became of an orphan. `absent`: the vendor certainly has no such job, so the request may be sent again. */
export type Adoption =
  { readonly state: 'found'; readonly operation: ModelOperation } | { readonly state: 'absent' } | { readonly state: 'unknown' };

/** The functions of a background model. They run on the worker; what they throw is classified like the errors of any model. */
export interface BackgroundModelFunctions {
  /** Sends the paid request. A failure that says that it was refused (4xx) is safe to try again; any other leaves the job in doubt. */
  start(request: GenerateRequest, surroundings: StartArguments): ModelOperation | Promise<ModelOperation>;
  /** Looks at the job. Of the operation given, `id` and `metadata` are the vendor's own. */
  check(operation: ModelOperation, surroundings: OperationArguments): ModelOperation | Promise<ModelOperation>;
  /** Asks the vendor to stop it. Left out where the vendor cannot. */
  cancel?(operation: ModelOperation, surroundings: OperationArguments): ModelOperation | Promise<ModelOperation>;
  /** Finds the job of a request whose answer was lost: by a list of the vendor's jobs, or by the idempotency key. */
  adopt?(orphan: Orphan, surroundings: OperationArguments): Adoption | Promise<Adoption>;
  /** Fetches an artefact's URL where that takes the vendor's key. Default: a plain guarded GET. */
  download?(url: string, surroundings: OperationArguments): Response | Promise<Response>;
}

/** What `ai.defineBackgroundModel` takes. Source of the Genkit part: `ai/src/model.ts`, `DefineBackgroundModelOptions`. */
export interface BackgroundModelDefinition extends ModelInfo, BackgroundModelFunctions {
  readonly name: string;
  /** Of `config` in a request, which is checked before the model is called. */
  readonly configSchema?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** How often to look. Default: after 5 s, each wait 1.5 times the one before, at most a minute. */
  readonly poll?: { readonly initial?: Duration; readonly factor?: number; readonly max?: Duration };
  /** From start to result. Default 24 hours; then the vendor is asked to stop, where it can. */
  readonly deadline?: Duration;
  /** Default `keep`. */
  readonly artefacts?: ArtefactMode;
  /** Default `error`. */
  readonly inDoubt?: DoubtPolicy;
  /** True where the vendor starts one job however often a request of one idempotency key is sent. Default false. */
  readonly idempotent?: boolean;
}
