import { Hono } from 'hono';
import { connect } from '../client/connect.ts';
import type { DurakitClient } from '../client/durakit-client.ts';
import type { Flow } from '../engine/flow.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { answerHealth } from './answer-health.ts';
import { readFlowRequest } from './read-flow-request.ts';
import { fromDescription, fromFlow, type FlowDescription, type ServedFlow } from './served-flow.ts';
import { toErrorResponse } from './to-error-response.ts';

/** What is served and how. */
export interface ServerOptions {
  /**
   * The app's flows, or descriptions of flows that run elsewhere; a function is asked at each request.
   * Default: none is listed, and any name is started through the client.
   */
  readonly flows?: ServedFlows | (() => ServedFlows);
  /** For flows that are described. Default: one by the environment, as `connect()` makes it, opened with the first request. */
  readonly client?: DurakitClient;
  /** Show the words of errors that the app did not make for its callers (default: `Internal Error`, as Genkit). For development. */
  readonly showInternalErrors?: boolean;
  /** Gets every error that is answered with a code of 500 or more. Default: it goes to standard error. */
  readonly onError?: (error: unknown, flow: string | undefined) => void;
}

type ServedFlows = readonly (Flow | FlowDescription)[];

/** The run of a flow: paste it into the Temporal UI, or give it to `durakit show`. */
const WORKFLOW_ID_HEADER = 'x-durakit-workflow-id';

/**
 * Flows over HTTP, with Genkit's protocol: `POST /<flow>` with `{"data": input}` answers `{"result": …}`, or
 * `{message, status, details}` with the status's HTTP code. `GET /` lists the flows, `GET /health` answers 200 or 503.
 * The same `x-durakit-run-id` (or `?runId=`) is the same run, so a request may be repeated.
 * Gives a `fetch` handler, for hono's adapters, Bun, Deno and workers.
 */
export function createServer(options: ServerOptions = {}): { readonly fetch: (request: Request) => Promise<Response> } {
  const { client, showInternalErrors = false, onError = logError } = options;
  const connection = createConnection(client);
  const flows = (): ServedFlows | undefined => (typeof options.flows === 'function' ? options.flows() : options.flows);
  const served = (): ServedFlow[] | undefined => flows()?.map((flow) => toServed(flow, connection));
  const app = new Hono();

  app.get('/', () => Response.json({ flows: (served() ?? []).map(({ description }) => description) }));
  app.get('/health', () => answerHealth((flows() ?? [{}]).some((flow) => typeof flow !== 'function') ? connection : undefined));
  app.post('/:flow{.+}', async (context) => {
    const { input, start } = await readFlowRequest(context.req.raw);
    const handle = await findFlow(served(), context.req.param('flow'), connection).start(input, start);
    try {
      const result = await handle.result();
      return Response.json({ result }, { headers: { [WORKFLOW_ID_HEADER]: handle.workflowId } });
    } catch (error) {
      return answerError(error, context.req.param('flow'), { [WORKFLOW_ID_HEADER]: handle.workflowId });
    }
  });
  app.notFound((context) => answerError(unknownPath(context.req.raw), undefined));
  app.onError((error, context) => answerError(error, context.req.param('flow')));

  function answerError(error: unknown, flow: string | undefined, headers: Readonly<Record<string, string>> = {}): Response {
    const response = toErrorResponse(error, { showInternalErrors, headers });
    if (response.status >= 500) onError(error, flow);
    return response;
  }

  return { fetch: async (request) => app.fetch(request) };
}

/** Opened when it is first needed; one that failed is tried again. */
function createConnection(client: DurakitClient | undefined): () => Promise<DurakitClient> {
  if (client !== undefined) return () => Promise.resolve(client);
  let opening: Promise<DurakitClient> | undefined;
  return async () => {
    try {
      return await (opening ??= connect());
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
}

function toServed(flow: Flow | FlowDescription, connection: () => Promise<DurakitClient>): ServedFlow {
  return typeof flow === 'function' ? fromFlow(flow) : fromDescription(flow, connection);
}

function findFlow(served: readonly ServedFlow[] | undefined, name: string, connection: () => Promise<DurakitClient>): ServedFlow {
  if (served === undefined) return fromDescription({ name }, connection);
  const found = served.find(({ description }) => description.name === name);
  if (found !== undefined) return found;
  const known = served.map(({ description }) => description.name).join(', ');
  throw new DurakitError({ status: 'NOT_FOUND', message: `There is no flow '${name}'. Known: ${known === '' ? 'none' : known}.` });
}

function unknownPath({ method, url }: Request): DurakitError {
  return new DurakitError({
    status: 'NOT_FOUND',
    message: `There is no ${method} ${new URL(url).pathname}. Flows are called by POST /<flow>; GET / lists them, GET /health tells whether runs can be started.`,
  });
}

function logError(error: unknown, flow: string | undefined): void {
  console.error(flow === undefined ? error : `flow '${flow}':`, flow === undefined ? '' : error);
}
