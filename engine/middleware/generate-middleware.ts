import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { registerSchema } from '../registered-schemas.ts';
import type { InferSchema } from '../standard-schema.ts';
import type { GenerateMiddlewareHooks, MiddlewareOptions } from './middleware.ts';

/** What a middleware is called and takes. Source of the names: Genkit `ai/src/generate/middleware.ts`. */
export interface MiddlewareConfig<TConfigSchema = unknown> {
  readonly name: string;
  readonly description?: string;
  readonly configSchema?: TConfigSchema;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Makes the hooks of one `generate`: what it keeps in variables lives as long as that call. */
export type MiddlewareFactory<TConfigSchema = unknown, TPluginConfig = unknown, TAi = unknown> = (
  options: MiddlewareOptions<InferSchema<TConfigSchema>, TPluginConfig, TAi>,
) => GenerateMiddlewareHooks;

/** A reference that carries its own middleware: it works without registration. */
export interface ConfiguredMiddleware {
  readonly name: string;
  readonly config: unknown;
}

/** A plugin whose only business is one middleware. */
export interface MiddlewarePlugin {
  readonly name: string;
  readonly version: 'v2';
  readonly middleware: () => readonly GenerateMiddleware[];
}

/** A middleware: call it with its settings for `use`, or hand `.plugin()` to `durakit({ plugins })`, which makes it known by name. */
export interface GenerateMiddleware<TConfigSchema = unknown, TPluginConfig = unknown> {
  (config?: InferSchema<TConfigSchema>): ConfiguredMiddleware;
  readonly middlewareName: string;
  readonly description: string | undefined;
  readonly configSchema: TConfigSchema | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly instantiate: MiddlewareFactory<TConfigSchema, TPluginConfig>;
  readonly pluginConfig?: TPluginConfig;
  plugin(pluginConfig?: TPluginConfig): MiddlewarePlugin;
  /** As lists show it. */
  toJson(): { name: string; description?: string; configSchema?: JsonSchema; metadata?: Readonly<Record<string, unknown>> };
}

const DEFINITION = Symbol.for('durakit.middleware');

/** Makes a middleware, registered nowhere. Its hooks are flow code where a flow uses it. */
export function generateMiddleware<TConfigSchema = unknown, TPluginConfig = unknown>(
  config: MiddlewareConfig<TConfigSchema>,
  instantiate: MiddlewareFactory<TConfigSchema, TPluginConfig>,
): GenerateMiddleware<TConfigSchema, TPluginConfig> {
  // the worker compiles a validator of it for the sandbox, which has no other
  if (config.configSchema !== undefined) registerSchema(`${toMiddlewareKey(config.name)}:input`, () => config.configSchema);
  // What the factory gets is what the reference was given: the types of the two meet in `use` only.
  return create(config, instantiate as unknown as MiddlewareFactory, undefined) as unknown as GenerateMiddleware<
    TConfigSchema,
    TPluginConfig
  >;
}

function create(config: MiddlewareConfig, instantiate: MiddlewareFactory, pluginConfig: unknown): GenerateMiddleware {
  const { name, description, configSchema, metadata } = config;
  const middleware: GenerateMiddleware = Object.assign(
    (settings?: unknown): ConfiguredMiddleware =>
      Object.defineProperty({ name, config: settings }, DEFINITION, { value: middleware }) as ConfiguredMiddleware,
    {
      middlewareName: name,
      description,
      configSchema,
      metadata,
      pluginConfig,
      instantiate,
      plugin: (given?: unknown): MiddlewarePlugin => ({
        name: `middleware:${name}`,
        version: 'v2',
        middleware: () => [create(config, instantiate, given)],
      }),
      toJson: () => ({ name, ...(description !== undefined && { description }), ...(metadata !== undefined && { metadata }) }),
    },
  );
  Object.defineProperty(middleware, 'name', { value: name });
  return middleware;
}

/** What the settings of a middleware are checked under. */
export function toMiddlewareKey(name: string): ActionKey {
  return toActionKey('util', `middleware/${name}`);
}

/** Narrows to a middleware that was not called yet. */
export function isGenerateMiddleware(value: unknown): value is GenerateMiddleware {
  return typeof value === 'function' && 'instantiate' in value;
}

/** The middleware that a reference carries; one that came as JSON carries none. */
export function definitionOf(reference: object): GenerateMiddleware | undefined {
  return (reference as { [DEFINITION]?: GenerateMiddleware })[DEFINITION];
}
