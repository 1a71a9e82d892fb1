import { StorageDriverClaim, type Payload } from '@temporalio/common';

/** How long a preview is, in characters. A claim is in the history as often as its payload would be. */
const PREVIEW_CHARACTERS = 100;
/** UTF-8: no character has more. */
const MOST_BYTES_OF_A_CHARACTER = 4;

/** What stands in the history instead of a payload: where its bytes are, or, while the store was away, the bytes themselves. */
export type Claim = { readonly namespace: string; readonly hash: string } | { readonly bytes: Uint8Array };

/** A claim in Temporal's form. All values are text; `preview` is there for people alone. */
export function toStorageClaim(claim: Claim, preview: string | undefined): StorageDriverClaim {
  return new StorageDriverClaim({
    ...('hash' in claim
      ? { sha256: claim.hash, namespace: claim.namespace }
      : { inline: Buffer.from(claim.bytes.buffer, claim.bytes.byteOffset, claim.bytes.byteLength).toString('base64') }),
    ...(preview !== undefined && { preview }),
  });
}

/** The other way; undefined for one that is not ours. */
export function fromStorageClaim({ claimData }: StorageDriverClaim): Claim | undefined {
  const { sha256, namespace, inline } = claimData;
  if (inline !== undefined) return { bytes: Buffer.from(inline, 'base64') };
  return sha256 === undefined || namespace === undefined ? undefined : { hash: sha256, namespace };
}

/** The first characters of plain JSON; undefined for anything else, so that nothing encrypted is shown. */
export function toPreview({ metadata, data }: Payload): string | undefined {
  const encoding = metadata?.['encoding'];
  if (encoding === undefined || encoding === null || data === undefined || data === null) return undefined;
  if (Buffer.from(encoding).toString() !== 'json/plain') return undefined;
  const start = Buffer.from(data.subarray(0, PREVIEW_CHARACTERS * MOST_BYTES_OF_A_CHARACTER)).toString();
  const preview = Array.from(start).slice(0, PREVIEW_CHARACTERS).join('');
  return preview.length < start.length || start.length < data.length ? `${preview}…` : preview;
}
