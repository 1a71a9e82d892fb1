import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import {
  createResourceAction,
  type ResourceBody,
  type ResourceInput,
  type ResourceOptions,
  type ResourceOutput,
} from './create-resource-action.ts';
import { FIND_RESOURCES_KEY, findResources, type ResourceQuery } from './resolve-resources.ts';
import { toResourceAction, type ResourceAction } from './resource.ts';

/** Resources: content under URIs, which messages refer to as `{ resource: { uri } }`. */
export interface ResourcesApi {
  /** Registers `/resource/<name>`. Throws INVALID_ARGUMENT without a URI and a template, ALREADY_EXISTS for a second one of that name. */
  defineResource(options: ResourceOptions, body: ResourceBody): ResourceAction;
}

/** Binds the definitions of resources to an engine. */
export function createResourcesApi(engine: Engine): ResourcesApi {
  engine.registry.registerBuiltIn({
    key: FIND_RESOURCES_KEY,
    type: 'util',
    name: 'find-resources',
    body: engine.keepsBodies ? (query) => findResources(engine, query as ResourceQuery) : undefined,
  });
  return { defineResource: (options, body) => defineResource(engine, options, body) };
}

function defineResource(engine: Engine, options: ResourceOptions, body: ResourceBody): ResourceAction {
  const action = createResourceAction(options, engine.keepsBodies ? body : undefined, { dynamic: false });
  engine.registry.register(action);
  const { key, name } = action;
  const call = (input: ResourceInput): Promise<ResourceOutput> =>
    markHandled(callAction(engine, { key, name, input, options: {} }) as Promise<ResourceOutput>);
  return toResourceAction(action, call);
}
