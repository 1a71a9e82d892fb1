/** The content of a blob: one piece, or pieces one after the other (any `ReadableStream` or Node stream of bytes is such a thing). */
export type BlobContent = Uint8Array | AsyncIterable<Uint8Array>;

/** How something is put. */
export interface PutBlobOptions {
  /** As it is served later: `video/mp4`. */
  readonly contentType: string;
  /** More bytes than that are FAILED_PRECONDITION, and nothing is kept. Default: no limit. */
  readonly limitBytes?: number | undefined;
  /** 64 hexadecimal digits. Other content is DATA_LOSS, and nothing is kept. */
  readonly expectedSha256?: string | undefined;
  /** Ends the put with CANCELLED; nothing is kept. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** What a store knows of a blob. JSON. */
export interface BlobInfo {
  /** Of the content: 64 hexadecimal digits in lower case. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** Of the first put: to put the same content again under another type changes nothing. */
  readonly contentType: string;
}

/** A part of a blob. */
export interface BlobRange {
  /** The first byte, from 0. Default 0. */
  readonly start?: number | undefined;
  /** The last byte, which is part of the answer, as in HTTP. Default and at most: the last one of the blob. */
  readonly end?: number | undefined;
}

/** A blob that is being read. */
export interface OpenBlob {
  readonly contentType: string;
  /** Of the whole blob, whatever the range. */
  readonly size: number;
  /** The bytes of the range. Whoever does not read to the end cancels it. */
  readonly stream: ReadableStream<Uint8Array>;
}

/**
 * Where files live that are too long for a history: content-addressed, so that putting twice is harmless and a reference never
 * changes its meaning. A blob is there in whole or not at all. All functions throw UNAVAILABLE where the store does not answer: then
 * another try may help. What is not 64 hexadecimal digits is INVALID_ARGUMENT.
 */
export interface BlobStore {
  /** Reads the content to its end, piece by piece, and keeps it under its SHA-256. */
  put(content: BlobContent, options: PutBlobOptions): Promise<BlobInfo>;
  /** Undefined where there is no such blob. A range that begins behind the end is OUT_OF_RANGE. */
  open(sha256: string, range?: BlobRange): Promise<OpenBlob | undefined>;
  stat(sha256: string): Promise<BlobInfo | undefined>;
  /** True where there was something to delete. */
  delete(sha256: string): Promise<boolean>;
  /** An address that anybody may read for a while; only where the store can make one. */
  signedUrl?(sha256: string, options: { readonly expiresInSeconds: number }): Promise<string>;
}
