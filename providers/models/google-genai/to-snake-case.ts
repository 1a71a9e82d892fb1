import type { VendorBody } from '../create-body-fetch.ts';

/** An object whose own keys are `like_this`: the interactions API has that spelling, Genkit's settings the other. Values stay as they are. */
export function toSnakeCase(value: VendorBody): VendorBody {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), item]),
  );
}
