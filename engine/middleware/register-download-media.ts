import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Engine } from '../engine.ts';
import { DOWNLOAD_MEDIA_KEY, type MediaRequest } from '../media-port.ts';

/** Makes the action behind `downloadRequestMedia` known, for callers in the sandbox too. */
export function registerDownloadMedia(engine: Engine): void {
  engine.registry.registerBuiltIn({
    key: DOWNLOAD_MEDIA_KEY,
    type: 'util',
    name: 'download-media',
    body: engine.keepsBodies
      ? async (request, { abortSignal }) => {
          if (engine.fetchMedia !== undefined) return await engine.fetchMedia(request as MediaRequest, abortSignal);
          throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'This ai object has nothing to download media with.' });
        }
      : undefined,
  });
}
