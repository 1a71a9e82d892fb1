/** True for an error of Node with one of these codes: `ENOENT`. */
export function isErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && codes.includes(code);
}
