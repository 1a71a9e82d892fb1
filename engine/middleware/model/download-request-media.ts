import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { MediaPart, Part } from '../../../schemas/part.ts';
import { callAction } from '../../call-action.ts';
import { currentEngine } from '../../current-engine.ts';
import { DOWNLOAD_MEDIA_KEY, type FetchedMedia, type MediaRequest } from '../../media-port.ts';
import type { ModelMiddleware } from '../middleware.ts';

/** What is downloaded. */
export interface DownloadRequestMediaOptions {
  /** For one file. Default 20 MiB. More is FAILED_PRECONDITION. */
  readonly maxBytes?: number | undefined;
  /** False leaves a part as it is. */
  readonly filter?: ((part: MediaPart) => boolean) | undefined;
}

/**
 * For vendors that fetch no URLs: media behind http and https become data URIs. In a flow each download is an activity. Addresses of
 * private networks are refused.
 */
export function downloadRequestMedia({ maxBytes, filter }: DownloadRequestMediaOptions = {}): ModelMiddleware {
  const inline = async (part: Part): Promise<Part> => {
    if (!('media' in part) || !/^https?:/.test(part.media.url) || filter?.(part) === false) return part;
    const { url } = part.media;
    const fetched = await download({ url, ...(maxBytes !== undefined && { maxBytes }) });
    const contentType = part.media.contentType || fetched.contentType;
    return { ...part, media: { contentType, url: `data:${contentType};base64,${fetched.base64}` } };
  };
  return async (request, next) => {
    const messages = await Promise.all(
      request.messages.map(async (message) => ({ ...message, content: await Promise.all(message.content.map(inline)) })),
    );
    return await next({ ...request, messages });
  };
}

async function download(input: MediaRequest): Promise<FetchedMedia> {
  const engine = currentEngine();
  if (engine === undefined) {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: 'downloadRequestMedia works where an ai object was made: call durakit() first.',
    });
  }
  const [, host = ''] = /^https?:\/\/([^/?#]*)/.exec(input.url) ?? [];
  return (await callAction(engine, { key: DOWNLOAD_MEDIA_KEY, name: `download from ${host}`, input, options: {} })) as FetchedMedia;
}
