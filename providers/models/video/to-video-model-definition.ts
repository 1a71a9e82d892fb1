import type { BackgroundActionDefinition } from '../../../engine/operations/create-background-action.ts';
import type { ModelInfo } from '../../../schemas/model-info.ts';
import type { VideoModelAdapter } from './video-model-adapter.ts';

const VIDEO_MODEL: ModelInfo['supports'] = { media: true, multiturn: false, tools: false, systemRole: false, output: ['media'] };

/** All of a video model but what it does. */
export function toVideoModelDefinition({
  modelId: _modelId,
  info,
  connect: _connect,
  providerOptionsKey: _key,
  ...definition
}: VideoModelAdapter): Omit<BackgroundActionDefinition, 'start' | 'check'> {
  return { ...definition, ...info, supports: { ...VIDEO_MODEL, ...info?.supports } };
}
