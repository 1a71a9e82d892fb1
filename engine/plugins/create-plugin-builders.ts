import { createModelAction, type ModelConfiguration } from '../define-model.ts';
import { createEvaluatorAction, type EvaluatorDefinition, type EvaluatorFunction } from '../evaluation/evaluator.ts';
import type { Action } from '../action.ts';
import type { AnyModelRunner } from '../models/model-runner.ts';
import type { BackgroundModelDefinition } from '../operations/background-model.ts';
import { createBackgroundAction } from '../operations/create-background-action.ts';
import type { ActionMetadata } from '../registry/action-metadata.ts';
import { createDetachedAction, type DetachedAction } from '../registry/detached-action.ts';
import type { ToJsonSchema } from '../registry/to-action.ts';
import { createEmbedderAction, type EmbedderDefinition, type EmbedderFunction } from '../retrieval/embedder.ts';
import { createIndexerAction, type IndexerDefinition, type IndexerFunction } from '../retrieval/indexer.ts';
import { createRerankerAction, type RerankerDefinition, type RerankerFunction } from '../retrieval/reranker.ts';
import { createRetrieverAction, type RetrieverDefinition, type RetrieverFunction } from '../retrieval/retriever.ts';
import type { PluginModel } from './create-plugin-v2.ts';

/** What a plugin's `list` says of one action. */
export interface ListedAction {
  readonly name: string;
  readonly info?: object | undefined;
  readonly configSchema?: unknown;
}

/** Definitions without an `ai`, for plugins to hand over. They are callable; the names may leave the plugin's out. Source: Genkit `genkit/plugin`. */
export interface PluginBuilders {
  model(configuration: ModelConfiguration, runner: AnyModelRunner): PluginModel;
  backgroundModel(definition: BackgroundModelDefinition): PluginModel;
  embedder(definition: EmbedderDefinition, run: EmbedderFunction): DetachedAction;
  retriever(definition: RetrieverDefinition, run: RetrieverFunction): DetachedAction;
  indexer(definition: IndexerDefinition, run: IndexerFunction): DetachedAction;
  reranker(definition: RerankerDefinition, run: RerankerFunction): DetachedAction;
  evaluator(definition: EvaluatorDefinition, judge: EvaluatorFunction): DetachedAction;
  modelActionMetadata(listed: ListedAction): ActionMetadata;
  embedderActionMetadata(listed: ListedAction): ActionMetadata;
}

/** The builders, with what converts the schemas of their definitions. */
export function createPluginBuilders(toJsonSchema: ToJsonSchema): PluginBuilders {
  const convert = <T extends { readonly configSchema?: unknown }>(
    definition: T,
  ): Omit<T, 'configSchema'> & { configSchema: ReturnType<ToJsonSchema> } => ({
    ...definition,
    configSchema: toJsonSchema(definition.configSchema),
  });
  const detach = (action: Action): DetachedAction => createDetachedAction(action);
  const describe =
    (type: 'model' | 'embedder') =>
    ({ name, info, configSchema }: ListedAction): ActionMetadata => {
      const customOptions = toJsonSchema(configSchema);
      return { actionType: type, name, metadata: { type, [type]: { ...info, ...(customOptions !== undefined && { customOptions }) } } };
    };
  return {
    model: (configuration, runner) =>
      Object.assign(detach(createModelAction(convert(configuration), runner)), { modelName: configuration.name }),
    backgroundModel: (definition) => Object.assign(detach(createBackgroundAction(convert(definition))), { modelName: definition.name }),
    embedder: (definition, run) => detach(createEmbedderAction(convert(definition), run)),
    retriever: (definition, run) => detach(createRetrieverAction(convert(definition), run)),
    indexer: (definition, run) => detach(createIndexerAction(convert(definition), run)),
    reranker: (definition, run) => detach(createRerankerAction(convert(definition), run)),
    evaluator: (definition, judge) =>
      detach(createEvaluatorAction({ ...convert(definition), dataPointType: toJsonSchema(definition.dataPointType) }, judge)),
    modelActionMetadata: describe('model'),
    embedderActionMetadata: describe('embedder'),
  };
}
