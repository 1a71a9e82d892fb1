import { parseActionKey, toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Action, ActionBody, ActionDescription } from '../action.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { toDescription } from '../registry/action-metadata.ts';
import { locationOf } from './create-resource-action.ts';
import { createUriMatcher } from './create-uri-matcher.ts';
import type { ResourceArgument } from './resource.ts';

/** A resource as the generate loop uses it, whatever it was given as. */
export interface ResolvedResource {
  readonly key: ActionKey;
  readonly name: string;
  matches(uri: string): boolean;
  /** Only of a resource that is not registered. */
  readonly body?: ActionBody | undefined;
}

/** The built-in action that asks plugins and dynamic action providers: in a flow they are on the worker. */
export const FIND_RESOURCES_KEY: ActionKey = '/util/find-resources';

/** Its input: a name (or `host:resource/prefix*`), or a URI. */
export type ResourceQuery = { readonly name: string } | { readonly uri: string };

/** What `resources` of `generate` stands for. Rejects with NOT_FOUND: `Unable to resolve resource: …`. */
export async function resolveResources(engine: Engine, resources: readonly ResourceArgument[] = []): Promise<ResolvedResource[]> {
  return (await Promise.all(resources.map((resource) => resolveResource(engine, resource)))).flat();
}

async function resolveResource(engine: Engine, resource: ResourceArgument): Promise<ResolvedResource[]> {
  if (typeof resource !== 'string') return [fromAction(engine, resource.action)];
  const registered = engine.registry.lookup(toActionKey('resource', resource)) ?? engine.registry.lookup(resource as ActionKey);
  if (registered !== undefined) return [fromAction(engine, registered)];
  const found = await query(engine, { name: resource });
  if (found.length > 0) return found;
  throw new DurakitError({ status: 'NOT_FOUND', message: `Unable to resolve resource: ${resource}` });
}

/** First among those that were given, then among all that the app and its plugins have. Undefined where none fits. */
export async function findMatchingResource(
  engine: Engine,
  resources: readonly ResolvedResource[],
  uri: string,
): Promise<ResolvedResource | undefined> {
  const given = resources.find((candidate) => candidate.matches(uri));
  if (given !== undefined) return given;
  const registered = engine.registry.list('resource').find((action) => fits(action, uri));
  if (registered !== undefined) return fromAction(engine, registered);
  return (await query(engine, { uri }))[0];
}

async function query(engine: Engine, input: ResourceQuery): Promise<ResolvedResource[]> {
  const name = 'uri' in input ? `find ${input.uri}` : `find resource ${input.name}`;
  const found = await callAction(engine, { key: FIND_RESOURCES_KEY, name, input, options: {} });
  return (found as ActionDescription[]).map((description) => fromAction(engine, description));
}

/** The body of {@link FIND_RESOURCES_KEY}. Providers are only asked by name, as in Genkit: they may be slow. */
export async function findResources({ registry }: Engine, input: ResourceQuery): Promise<ActionDescription[]> {
  if ('uri' in input) {
    const all = Object.values(await registry.listResolvableActions()).map(toDescription);
    return all.filter((candidate) => candidate.type === 'resource' && isOwnKey(candidate) && fits(candidate, input.uri)).slice(0, 1);
  }
  const { name } = input;
  for (const key of [toActionKey('resource', name), name, `/dynamic-action-provider/${name}`]) {
    const names = await registry.resolveActionNames(key);
    const actions = await Promise.all(names.map((found) => registry.lookupAction(found)));
    const resources = actions.filter((action) => action?.type === 'resource').map((action) => describe(action as Action));
    if (resources.length > 0) return resources;
  }
  return [];
}

function isOwnKey({ key }: ActionDescription): boolean {
  return parseActionKey(key)?.type === 'resource';
}

function describe({ key, type, name, description, metadata }: Action): ActionDescription {
  return { key, type, name, description, metadata };
}

function fits(action: Pick<Action, 'metadata'>, uri: string): boolean {
  const location = locationOf(action);
  return location !== undefined && createUriMatcher(location)(uri) !== undefined;
}

function fromAction(engine: Engine, action: Action | ActionDescription): ResolvedResource {
  const location = locationOf(action);
  const matches = location === undefined ? (): undefined => undefined : createUriMatcher(location);
  const body = 'body' in action && engine.registry.lookup(action.key) === undefined ? action.body : undefined;
  return { key: action.key, name: action.name, matches: (uri) => matches(uri) !== undefined, ...(body !== undefined && { body }) };
}
