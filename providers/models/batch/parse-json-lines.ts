import type { VendorBody } from '../create-body-fetch.ts';

/** JSON objects, one a line. Throws where a line is none. */
export function parseJsonLines(text: string): VendorBody[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as VendorBody);
}
