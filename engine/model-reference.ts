import type { ModelInfo } from '../schemas/model-info.ts';
import type { ModelReference } from './define-model.ts';
import type { OptionsOf } from './options-of.ts';

/** What `modelRef` takes. */
export interface ModelReferenceOptions<TConfigSchema = unknown> {
  readonly name: string;
  /** What the name begins with; put before it where it is missing. */
  readonly namespace?: string | undefined;
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: ModelInfo | undefined;
  readonly version?: string | undefined;
  /** Under the configuration of each call. */
  readonly config?: OptionsOf<TConfigSchema> | undefined;
}

/** A reference to a model that makes others of itself. Source: Genkit `ai/src/model.ts`. */
export interface ConfigurableModelReference<TConfigSchema = unknown> extends ModelReference {
  readonly configSchema?: TConfigSchema;
  readonly info?: ModelInfo;
  /** The same model with this configuration in place of the reference's own. */
  withConfig(config: OptionsOf<TConfigSchema>): ConfigurableModelReference<TConfigSchema>;
  /** The same model in another version. */
  withVersion(version: string): ConfigurableModelReference<TConfigSchema>;
}

/** A reference to a model. */
export function modelRef<TConfigSchema = unknown>(
  options: ModelReferenceOptions<TConfigSchema>,
): ConfigurableModelReference<TConfigSchema> {
  const { namespace, configSchema, info, version, config } = options;
  const isComplete = namespace === undefined || namespace === '' || options.name.startsWith(`${namespace}/`);
  const name = isComplete ? options.name : `${namespace}/${options.name}`;
  return {
    name,
    ...(configSchema !== undefined && { configSchema }),
    ...(info !== undefined && { info }),
    ...(version !== undefined && { version }),
    ...(config !== undefined && { config: config as Readonly<Record<string, unknown>> }),
    withConfig: (other) => modelRef({ ...options, name, config: other }),
    withVersion: (other) => modelRef({ ...options, name, version: other }),
  };
}
