import { openPostgresBlobStore, toBlobUri } from 'durakit/blobs';
import type { StoredMedia } from './stitch.ts';

/** Puts sound that came within an answer where the clips are. */
export async function keepMedia(media: { url: string; contentType?: string | undefined } | null): Promise<StoredMedia> {
  if (media === null) throw new Error('there is no music');
  const blobs = openPostgresBlobStore();
  try {
    const answer = await fetch(media.url); // a data: URI
    const { sha256, size, contentType } = await blobs.put(await answer.bytes(), { contentType: media.contentType ?? 'audio/wav' });
    return { uri: toBlobUri(sha256), sha256, size, contentType };
  } finally {
    await blobs.close();
  }
}
