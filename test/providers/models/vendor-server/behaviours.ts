import { setImmediate } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { createRandom, cutAtRandom } from './create-random.ts';
import type { Behaviour } from './vendor-server.ts';

/** An answer: status, headers and bytes. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Answers with these bytes, cut at random places that the seed decides. */
export function answerInPieces({ status = 200, headers = {}, body }: Answer, seed: number): Behaviour {
  return async (response) => {
    response.writeHead(status, { ...headers });
    const bytes = Buffer.from(body);
    for (const piece of cutAtRandom(bytes, createRandom(seed), Math.max(8, Math.ceil(bytes.length / 40)))) await write(response, piece);
    response.end();
  };
}

/** Answers with JSON at once. */
export function answerJson(value: unknown, { status = 200, headers = {} }: Omit<Answer, 'body'> = {}): Behaviour {
  return (response) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** Answers with the events as a stream of server-sent events, and the end that OpenAI sends. */
export function answerEvents(events: readonly unknown[], headers: Readonly<Record<string, string>> = {}): Behaviour {
  const body = [...events.map((event) => JSON.stringify(event)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
  return (response) => void response.writeHead(200, { 'content-type': 'text/event-stream', ...headers }).end(body);
}

/** Closes the connection without a word. */
export const resetAtOnce: Behaviour = (response) => {
  response.socket?.resetAndDestroy();
};

/** Sends a part of an answer and closes the connection. */
export function resetAfter({ status = 200, headers = {}, body }: Answer): Behaviour {
  return async (response) => {
    response.writeHead(status, { ...headers });
    await write(response, Buffer.from(body));
    response.socket?.resetAndDestroy();
  };
}

/** Sends a part of an answer and then nothing, for ever. */
export function stallAfter({ status = 200, headers = {}, body }: Answer): Behaviour {
  return async (response) => {
    response.writeHead(status, { ...headers });
    await write(response, Buffer.from(body));
  };
}

/** Takes the request and never answers. */
export const stayMute: Behaviour = () => undefined;

/** Each piece leaves in a write of its own. */
async function write(response: ServerResponse, piece: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => response.write(piece, () => resolve()));
  await setImmediate();
}
