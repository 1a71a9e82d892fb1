/** What a part says of the copy of its medium. */
export interface BlobReference {
  readonly blob: { readonly uri: string; readonly sha256: string; readonly size: number; readonly contentType: string };
}
