import type { ActionContext } from '../schemas/action-context.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import type { ExternalStorageSettings } from '../schemas/external-storage-settings.ts';
import type { FallbackRules } from '../schemas/fallback-rules.ts';
import type { ModelLimits } from '../schemas/model-policy.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import type { ActionCaller } from './action-caller.ts';
import type { ActionDescription } from './action.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import type { FlowDefinition } from './flow.ts';
import type { FlowLauncher } from './flow-launcher.ts';
import type { PromptRenderer } from './prompts/prompt-source.ts';
import type { FetchMedia } from './media-port.ts';
import type { Registry } from './registry.ts';
import type { SessionCaller } from './sessions/session-caller.ts';
import type { SessionStore } from './sessions/session-store.ts';
import type { ScopeStorage } from './run-scope.ts';
import type { SchemaPort } from './schema-port.ts';

/** One `ai`: what it knows, and the ports of the face it was made by. */
export interface Engine {
  readonly name: string | undefined;
  readonly registry: Registry;
  /** What is known here of an action: the sandbox knows what the worker knew when it made the bundle. Plugins are not asked. */
  readonly describe: (key: ActionKey) => ActionDescription | undefined;
  readonly flows: Map<string, FlowDefinition>;
  readonly scopes: ScopeStorage;
  readonly schemas: SchemaPort;
  /** What `downloadRequestMedia` fetches with, on the worker. Undefined in the sandbox. */
  readonly fetchMedia?: FetchMedia | undefined;
  /** False in the sandbox: bodies of actions run on the worker's Node side. */
  readonly keepsBodies: boolean;
  /** Undefined in the sandbox: there a flow is only ever called by a flow. */
  readonly launcher: FlowLauncher | undefined;
  /** For calls outside any flow, as in Genkit. Undefined in the sandbox. */
  readonly outside: ActionCaller | undefined;
  /** Templates and prompt files. Undefined in the sandbox: prompts are rendered by activities. */
  readonly prompts?: PromptRenderer | undefined;
  /** A new UUID. Deterministic in the sandbox. */
  readonly randomId: () => string;
  /** The app's own store, for the workers that serve it. Undefined: theirs, and always in the sandbox. */
  readonly blobs?: BlobStore | undefined;
  /** For the workers that serve the app. Undefined in the sandbox. */
  readonly externalStorage?: ExternalStorageSettings | undefined;
  /** How agents are called from outside of all runs. Undefined: they run right here. */
  readonly sessionCaller?: SessionCaller | undefined;
  /** The rows that stores of agents may stand for (see `isForRows`). Undefined: there are none. */
  readonly sessionRows?: ((agent: string) => SessionStore | undefined) | undefined;
  /** Merged under the context of every run. */
  readonly context: ActionContext;
  /** Under the options of every step. */
  readonly stepDefaults: StepOptions;
  /** Under the limits of every call of a model. */
  readonly modelLimits?: ModelLimits | undefined;
  readonly defaultModel: string | undefined;
  readonly defaultModelConfig: Readonly<Record<string, unknown>> | undefined;
  /** Where the default stands for several models. */
  readonly defaultFallback: FallbackRules | undefined;
}
