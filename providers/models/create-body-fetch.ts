/** A request's body, parsed. */
export type VendorBody = Readonly<Record<string, unknown>>;

/**
 * A `fetch` that changes the JSON bodies of requests on their way out: what a vendor's API takes and its package has no option for.
 * Other bodies pass unchanged.
 */
export function createBodyFetch(
  transform: (body: VendorBody) => VendorBody,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): typeof globalThis.fetch {
  return async function fetchWithBody(input, init) {
    if (typeof init?.body !== 'string') return await fetch(input, init);
    return await fetch(input, { ...init, body: JSON.stringify(transform(JSON.parse(init.body) as VendorBody)) });
  };
}
