import { APICallError } from '@ai-sdk/provider';

/** Where a server is and what each request to it carries. */
export interface OllamaServer {
  /** Without a slash at the end. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
}

/** One request. */
export interface OllamaCall {
  readonly path: '/api/chat' | '/api/generate' | '/api/embed';
  readonly body: Readonly<Record<string, unknown>>;
  readonly abortSignal: AbortSignal | undefined;
}

/** An answer that began well. */
export interface OllamaAnswer {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * Sends one request. Throws an `APICallError` for an error of the server (with its status and body), and for a server that
 * cannot be reached (without a status). An abort passes as it is and closes the socket, also while the body is read.
 */
export async function postToOllama(server: OllamaServer, { path, body, abortSignal }: OllamaCall): Promise<OllamaAnswer> {
  const url = `${server.address}${path}`;
  const response = await send(server, { path, body, abortSignal });
  const headers = Object.fromEntries(response.headers);
  if (response.ok && response.body !== null) return { url, headers, body: response.body };
  throw new APICallError({
    message: response.ok ? 'the answer has no body' : response.statusText,
    url,
    requestBodyValues: {},
    statusCode: response.status,
    responseHeaders: headers,
    responseBody: await response.text(),
  });
}

async function send({ address, headers, fetch }: OllamaServer, { path, body, abortSignal }: OllamaCall): Promise<Response> {
  const url = `${address}${path}`;
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      ...(abortSignal !== undefined && { signal: abortSignal }),
    });
  } catch (error) {
    if (abortSignal?.aborted === true) throw error;
    throw new APICallError({ message: `Ollama at ${address} cannot be reached`, url, requestBodyValues: {}, cause: error });
  }
}

/** The whole body of an answer, as JSON. Throws an `APICallError` with the body for what is not JSON or says `error`. */
export async function readOllamaJson({ url, headers, body }: OllamaAnswer): Promise<unknown> {
  const text = await new Response(body).text();
  const fail = (message: string, cause?: unknown): APICallError =>
    new APICallError({ message, url, requestBodyValues: {}, statusCode: 200, responseHeaders: headers, responseBody: text, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fail('the answer is not JSON', error);
  }
  if (typeof value === 'object' && value !== null && 'error' in value) throw fail('Ollama reported an error');
  return value;
}
