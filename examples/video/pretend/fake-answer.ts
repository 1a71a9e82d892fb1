import type { ServerResponse } from 'node:http';

/** What the fake says to a request. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

/** A request as it arrived. */
export interface FakeRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed; undefined where there was none. */
  readonly body: unknown;
}

/** Sends it. Google's content type for JSON. */
export function sendAnswer(response: ServerResponse, { status = 200, headers = {}, body }: FakeAnswer): void {
  const isBytes = body instanceof Uint8Array;
  response.writeHead(status, { ...(!isBytes && { 'content-type': 'application/json; charset=UTF-8' }), ...headers });
  response.end(isBytes ? body : JSON.stringify(body));
}
