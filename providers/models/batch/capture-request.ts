import type { VendorBody } from '../create-body-fetch.ts';

/** A request that was made and not sent. */
export interface CapturedRequest {
  readonly url: string;
  /** Names are lower case. They hold the key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: VendorBody;
}

/** Lets a model make its request, and keeps it from being sent. Throws what the model throws before that: a request that it cannot say. */
export async function captureRequest(run: (fetch: typeof globalThis.fetch) => unknown): Promise<CapturedRequest> {
  const captured: CapturedRequest[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as VendorBody) : {};
    captured.push({ url, headers: Object.fromEntries(new Headers(init?.headers)), body });
    return Promise.reject(new Error('the request was captured'));
  };
  try {
    await run(fetch);
  } catch (error) {
    if (captured.length === 0) throw error;
  }
  const [request] = captured;
  if (request === undefined) throw new Error('the model made no request');
  return request;
}

/** A `fetch` that gives one answer, whatever is asked: what a batch brought, to be read by the code that reads a normal call's. */
export function createAnswerFetch(status: number, body: unknown): typeof globalThis.fetch {
  return () => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }));
}
