import type { FlowStartOptions } from '../engine/flow.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** What a request asks for. */
export interface FlowRequest {
  readonly input: unknown;
  readonly start: FlowStartOptions;
}

const EXAMPLE = `curl -H 'Content-Type: application/json' -d '{"data": …}'`;

/** Reads a request of Genkit's protocol. Throws INVALID_ARGUMENT for a body that is none, UNIMPLEMENTED for a stream. */
export async function readFlowRequest(request: Request): Promise<FlowRequest> {
  const query = new URL(request.url).searchParams;
  refuseStream(request, query);
  const id = request.headers.get('x-durakit-run-id') ?? query.get('runId');
  return { input: await readInput(request), start: id === null || id === '' ? {} : { id } };
}

function refuseStream({ headers }: Request, query: URLSearchParams): void {
  const wantsStream = /text\/event-stream/i.test(headers.get('accept') ?? '') || query.get('stream') === 'true';
  if (!wantsStream) return;
  throw new DurakitError({
    status: 'UNIMPLEMENTED',
    message: 'This server does not stream yet. Leave out `Accept: text/event-stream` and `?stream=true` to wait for the result.',
  });
}

/**
 * The content type must say JSON: a page of another origin cannot send that without asking first, so it cannot start runs
 * through the browser of somebody who can reach this server.
 */
async function readInput(request: Request): Promise<unknown> {
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw badRequest("The request has no JSON body, or its header 'Content-Type: application/json' is missing.");
  }
  const body = parse(await request.text());
  if (typeof body !== 'object' || body === null || !('data' in body))
    throw badRequest("The body must be an object with the flow's input under 'data'.");
  return body.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function badRequest(reason: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `${reason} Example: ${EXAMPLE}` });
}
