import { APICallError } from '@ai-sdk/provider';
import type { VendorBody } from './create-body-fetch.ts';

/** One request to a vendor's API that no package makes. */
export interface VendorCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: VendorBody | FormData | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** An answer that began well. */
export interface VendorAnswer {
  readonly text: string;
  /** Names are lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A JSON object as the answer. */
export interface VendorJsonAnswer {
  readonly body: VendorBody;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends one request, once. Throws an `APICallError` for an error of the vendor (with its status, headers and body) and for one that cannot be
 * reached; `toModelError` makes of it what callers see. Redirects are not followed: they would carry the key along.
 */
export async function callVendor(call: VendorCall): Promise<VendorAnswer> {
  const response = await send(call);
  const headers = Object.fromEntries(response.headers);
  const text = await response.text();
  if (response.ok) return { text, headers };
  throw toCallError(call, { message: response.statusText, statusCode: response.status, responseHeaders: headers, responseBody: text });
}

/** {@link callVendor}, for an answer that must be a JSON object. An empty one counts as `{}`. */
export async function callVendorJson(call: VendorCall): Promise<VendorJsonAnswer> {
  const { text, headers } = await callVendor(call);
  const facts = { statusCode: 200, responseHeaders: { ...headers }, responseBody: text };
  const body = readJson(text, (cause) => toCallError(call, { message: 'the answer is not JSON', ...facts, cause }));
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { body: body as VendorBody, headers };
  throw toCallError(call, { message: 'the answer is no JSON object', ...facts });
}

function readJson(text: string, fail: (cause: unknown) => APICallError): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fail(error);
  }
}

async function send(call: VendorCall): Promise<Response> {
  const { method, url, headers, body, abortSignal, fetch = globalThis.fetch } = call;
  const isForm = body instanceof FormData;
  try {
    return await fetch(url, {
      method,
      headers: { ...(!isForm && { 'content-type': 'application/json' }), ...headers },
      redirect: 'manual',
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      ...(abortSignal !== undefined && { signal: abortSignal }),
    });
  } catch (error) {
    if (abortSignal?.aborted === true) throw error;
    throw toCallError(call, { message: `${new URL(url).host} cannot be reached`, cause: error });
  }
}

function toCallError(
  { url }: VendorCall,
  facts: Omit<ConstructorParameters<typeof APICallError>[0], 'url' | 'requestBodyValues'>,
): APICallError {
  // the request itself is kept out: it may be large, and nobody reads it
  return new APICallError({ url, requestBodyValues: {}, ...facts });
}
