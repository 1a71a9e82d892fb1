import type { MediaPart } from '../../../schemas/part.ts';
import { toFilePart } from '../language-model/to-file-part.ts';

/** What a media part holds. */
export interface MediaFile {
  /** `image/png` where nothing tells. */
  readonly mediaType: string;
  /** Missing where the part has a URL. */
  readonly base64?: string;
}

/** A media part's type and bytes. Throws INVALID_ARGUMENT for a data URI that cannot be read. */
export function readMediaFile(media: MediaPart['media']): MediaFile {
  const { data, mediaType } = toFilePart({ media }, 'none');
  const known = mediaType === 'image' ? 'image/png' : mediaType;
  return data.type === 'data' && typeof data.data === 'string' ? { mediaType: known, base64: data.data } : { mediaType: known };
}
