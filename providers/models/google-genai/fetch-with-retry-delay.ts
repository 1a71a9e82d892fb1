/** Google says in the body how long to wait: `google.rpc.RetryInfo`. */
const RETRY_DELAY = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/;

/** `fetch`, with the wait that Google asks for in the body of an error as the header `retry-after-ms`, where it sends no `Retry-After`. */
export async function fetchWithRetryDelay(...request: Parameters<typeof globalThis.fetch>): Promise<Response> {
  const response = await globalThis.fetch(...request);
  if (response.ok || response.headers.has('retry-after')) return response;
  const body = await response.text();
  const seconds = RETRY_DELAY.exec(body)?.[1];
  const headers = new Headers(response.headers);
  // the body is plain text by now
  headers.delete('content-encoding');
  headers.delete('content-length');
  if (seconds !== undefined) headers.set('retry-after-ms', String(Number(seconds) * 1000));
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}
