import type { Experimental_VideoModelV4 as VideoModel } from '@ai-sdk/provider';
import type { BackgroundActionDefinition } from '../../../engine/operations/create-background-action.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';
import type { JsonSchema } from '../../../schemas/json-schema.ts';
import type { ModelInfo } from '../../../schemas/model-info.ts';

/** A vendor's video model, ready for one call. */
export interface VideoModelConnection {
  readonly model: VideoModel;
  /** Keys that the call carries: they are blotted out of errors and addresses. */
  readonly secrets?: readonly string[];
}

/** A vendor's video model, and what is special about its vendor. */
export interface VideoModelAdapter extends Pick<BackgroundActionDefinition, 'poll' | 'deadline' | 'artefacts' | 'inDoubt' | 'download'> {
  /** With the plugin's name. */
  readonly name: string;
  /** The vendor's name for it; a request's `config.version` wins. */
  readonly modelId: string;
  readonly info?: ModelInfo;
  readonly configSchema?: JsonSchema;
  /** Called for each request, so that keys are read when they are used. */
  readonly connect: (modelId: string, context: ActionContext) => VideoModelConnection | Promise<VideoModelConnection>;
  /** The vendor's name in `providerOptions`: where the config's own settings go. */
  readonly providerOptionsKey: string;
}
