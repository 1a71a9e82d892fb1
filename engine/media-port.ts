import type { ActionKey } from '../schemas/action-key.ts';

/** What to fetch. JSON. */
export interface MediaRequest {
  /** http or https. */
  readonly url: string;
  /** Default: the port's own limit. */
  readonly maxBytes?: number | undefined;
}

/** What was fetched. JSON. */
export interface FetchedMedia {
  /** As the server says; empty where it says nothing. */
  readonly contentType: string;
  readonly base64: string;
}

/** Fetches what a URL of a request leads to. It belongs to Node: it keeps private addresses, endless files and endless waits out. */
export type FetchMedia = (request: MediaRequest, abortSignal: AbortSignal) => Promise<FetchedMedia>;

/** The action that does it where the code runs that may. */
export const DOWNLOAD_MEDIA_KEY: ActionKey = '/util/download-media';
