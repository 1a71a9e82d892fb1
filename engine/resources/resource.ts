import type { ActionKey } from '../../schemas/action-key.ts';
import type { Action } from '../action.ts';
import { createDetachedAction } from '../registry/detached-action.ts';
import {
  createResourceAction,
  locationOf,
  type ResourceBody,
  type ResourceInput,
  type ResourceOptions,
  type ResourceOutput,
} from './create-resource-action.ts';
import { createUriMatcher } from './create-uri-matcher.ts';

/** A resource: call it with a URI, name it in `resources` of `generate`. */
export interface ResourceAction {
  (input: ResourceInput): Promise<ResourceOutput>;
  readonly key: ActionKey;
  readonly resourceName: string;
  readonly action: Action;
  /** Whether the URI is this resource's. */
  matches(input: ResourceInput): boolean;
}

/** A resource of no registry: for `resources` of one `generate`, for plugins and dynamic action providers. Throws INVALID_ARGUMENT without a URI and a template. */
export function dynamicResource(options: ResourceOptions, body?: ResourceBody): ResourceAction {
  const action = createResourceAction(options, body, { dynamic: true });
  return toResourceAction(action, createDetachedAction<ResourceInput, ResourceOutput>(action));
}

/** Genkit's other name for {@link dynamicResource}. */
export const resource: typeof dynamicResource = dynamicResource;

/** Makes the function that a resource is for its users. */
export function toResourceAction(action: Action, call: (input: ResourceInput) => Promise<ResourceOutput>): ResourceAction {
  const matches = createUriMatcher(locationOf(action) ?? {});
  return Object.assign(call, {
    key: action.key,
    resourceName: action.name,
    action,
    matches: ({ uri }: ResourceInput) => matches(uri) !== undefined,
  });
}

/** What `resources` of `generate` takes: a resource, a name, or `host:resource/*` of a dynamic action provider. */
export type ResourceArgument = string | ResourceAction;

/** The name of a resource that was given in either form. */
export function toResourceName(given: ResourceArgument): string {
  return typeof given === 'string' ? given : given.resourceName;
}
