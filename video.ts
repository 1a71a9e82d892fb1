/**
 * Video models of any vendor whose package speaks `@ai-sdk/provider` V4, as background models.
 * @module
 */
export { createVideoModel } from './providers/models/video/create-video-model.ts';
export type { VideoModelAdapter, VideoModelConnection } from './providers/models/video/video-model-adapter.ts';
