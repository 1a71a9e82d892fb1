/**
 * For authors of plugins: both kinds of plugin, and definitions without an `ai`. Stands in for `genkit/plugin`.
 * @module
 */
import { nodeSchemas } from './client/node-schemas.ts';
import { createPluginBuilders, type PluginBuilders } from './engine/plugins/create-plugin-builders.ts';
import { createPluginV2, type PluginV2, type PluginV2Options } from './engine/plugins/create-plugin-v2.ts';

export { genkitPlugin } from './engine/plugins/genkit-plugin.ts';
export type { PluginActionResolver, PluginInit } from './engine/plugins/genkit-plugin.ts';
export type { ListedAction } from './engine/plugins/create-plugin-builders.ts';
export type { PluginModel, PluginV2, PluginV2 as GenkitPluginV2Instance, PluginV2Options } from './engine/plugins/create-plugin-v2.ts';
export type { Plugin, Plugin as GenkitPlugin, NamedMiddleware } from './engine/plugin.ts';
export type { Action } from './engine/action.ts';
export type { BatchPort, BatchRequest, BatchResult, BatchState } from './engine/batches/batch-port.ts';
export type {
  Adoption,
  BackgroundModelDefinition,
  ModelOperation,
  OperationArguments,
  Orphan,
  StartArguments,
} from './engine/operations/background-model.ts';
export type { ActionMetadata } from './engine/registry/action-metadata.ts';
export type { ActionLike, ActionLike as ResolvableAction } from './engine/registry/to-action.ts';
export { dynamicResource, resource } from './engine/resources/resource.ts';

const builders: PluginBuilders = createPluginBuilders(nodeSchemas.toJsonSchema);

/** A plugin that hands its actions over; names get `name/` in front. */
export function genkitPluginV2(options: PluginV2Options): PluginV2 {
  return createPluginV2(options, nodeSchemas.toJsonSchema);
}

/** A model without an `ai`. */
export const model: PluginBuilders['model'] = builders.model;
/** A background model without an `ai`: its `check` and `cancel` come along. */
export const backgroundModel: PluginBuilders['backgroundModel'] = builders.backgroundModel;
/** An embedder without an `ai`. */
export const embedder: PluginBuilders['embedder'] = builders.embedder;
/** A retriever without an `ai`. */
export const retriever: PluginBuilders['retriever'] = builders.retriever;
/** An indexer without an `ai`. */
export const indexer: PluginBuilders['indexer'] = builders.indexer;
/** A reranker without an `ai`. */
export const reranker: PluginBuilders['reranker'] = builders.reranker;
/** An evaluator without an `ai`. */
export const evaluator: PluginBuilders['evaluator'] = builders.evaluator;
/** What a plugin's `list` says of a model that it could resolve. */
export const modelActionMetadata: PluginBuilders['modelActionMetadata'] = builders.modelActionMetadata;
/** What a plugin's `list` says of an embedder that it could resolve. */
export const embedderActionMetadata: PluginBuilders['embedderActionMetadata'] = builders.embedderActionMetadata;
