import type { GenerateResponse } from 'durakit';

/** A file in the blob store. */
export interface StoredMedia {
  readonly uri: string;
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string;
}

/** A film as a player would take it: what is shown, in order, and what is heard meanwhile. */
export interface Film {
  readonly title: string;
  readonly scenes: readonly { readonly shot: string; readonly clip: StoredMedia }[];
  readonly music: StoredMedia;
}

/** Names the copies of the clips in the order of the script. */
export function stitch(script: { title: string; shots: string[] }, clips: GenerateResponse[], music: StoredMedia): Film {
  return { title: script.title, scenes: script.shots.map((shot, index) => ({ shot, clip: copyOf(clips[index]) })), music };
}

function copyOf(clip: GenerateResponse | undefined): StoredMedia {
  const blob = clip?.message?.content.find((part) => 'media' in part)?.metadata?.['blob'];
  if (blob === undefined) throw new Error('a clip was not copied');
  return blob as StoredMedia;
}
