import { DurakitError } from '../../schemas/durakit-error.ts';

const PREFIX = 'durakit://blob/';
const SHA256 = /^[0-9a-f]{64}$/;

/** `durakit://blob/<sha256>`: how a blob is named in parts, whatever the store. Throws INVALID_ARGUMENT for what is no SHA-256. */
export function toBlobUri(sha256: string): string {
  return `${PREFIX}${checkSha256(sha256)}`;
}

/** The SHA-256 in a `durakit://blob/…`; undefined for every other text. */
export function fromBlobUri(uri: string): string | undefined {
  const sha256 = uri.startsWith(PREFIX) ? uri.slice(PREFIX.length) : '';
  return SHA256.test(sha256) ? sha256 : undefined;
}

/** Gives the text back where it is 64 hexadecimal digits in lower case; throws INVALID_ARGUMENT where not. It is safe in a path then. */
export function checkSha256(sha256: string): string {
  if (SHA256.test(sha256)) return sha256;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `'${sha256}' is no name of a blob: it is a SHA-256 in 64 hexadecimal digits, in lower case.`,
  });
}
