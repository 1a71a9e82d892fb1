import type { ActionKey, ActionType } from '../../schemas/action-key.ts';
import type { ActionMetadata, ActionMetadataRecord } from '../registry/action-metadata.ts';
import type { ActionLike } from '../registry/to-action.ts';

/** What `ai.defineDynamicActionProvider` takes beside the function. Source: Genkit `core/src/dynamic-action-provider.ts`. */
export interface DynamicActionProviderConfig {
  readonly name: string;
  readonly description?: string;
  readonly cacheConfig?: {
    /** Milliseconds. Undefined and 0: 3000; negative: nothing is kept. */
    readonly ttlMillis?: number | undefined;
  };
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The provider's actions, by type. */
export type ProvidedActions = { readonly [TType in ActionType]?: readonly ActionLike[] };

/** Fetches them. Runs on the worker. */
export type FetchActions = () => ProvidedActions | Promise<ProvidedActions>;

/** An action of a provider. A call in a flow is an activity of its own. */
export interface ProvidedAction {
  (input: unknown): Promise<unknown>;
  readonly key: ActionKey;
  readonly __action: ActionMetadata;
}

/** A source of actions that only exist at run time. Calling it gives the metadata of all of them. */
export interface DynamicActionProvider {
  (): Promise<ActionMetadata[]>;
  readonly key: ActionKey;
  readonly providerName: string;
  getAction(type: string, name: string): Promise<ProvidedAction | undefined>;
  /** `name` may be `*` or `prefix*`. */
  listActionMetadata(type: string, name: string): Promise<ActionMetadata[]>;
  /** By `<prefix>:<type>/<name>`. Rejects with INVALID_ARGUMENT for an action without a name. */
  getActionMetadataRecord(prefix: string): Promise<ActionMetadataRecord>;
  /** The next question fetches anew. In a flow this does not reach the worker that has the cache. */
  invalidateCache(): void;
}
