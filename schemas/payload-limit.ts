/**
 * The most bytes of JSON that an input or a result may have where no database is known. Temporal's server refuses single payloads over 2 MiB
 * (`limit.blobSize.error`); the rest is room for what surrounds them.
 */
export const MAX_PAYLOAD_BYTES = 2 * 1024 * 1024 - 64 * 1024;
