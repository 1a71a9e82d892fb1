/**
 * `durakit/video` in Temporal's workflow sandbox: what flow code knows of a model. The requests are made on the worker.
 * @module
 */
import type { VideoModelAdapter } from './providers/models/video/video-model-adapter.ts';
import { toVideoModelDefinition } from './providers/models/video/to-video-model-definition.ts';
import type { BackgroundActionDefinition } from './engine/operations/create-background-action.ts';
import { DurakitError } from './schemas/durakit-error.ts';

export type { VideoModelAdapter, VideoModelConnection } from './providers/models/video/video-model-adapter.ts';

/** The model without its work. */
export function createVideoModel(adapter: VideoModelAdapter): BackgroundActionDefinition {
  return { ...toVideoModelDefinition(adapter), start: runsOnWorker, check: runsOnWorker };
}

function runsOnWorker(): never {
  throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'A video model is asked on the worker: `ai.generate({ model })`.' });
}
