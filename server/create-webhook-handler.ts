import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { connect } from '../client/connect.ts';
import type { DurakitClient } from '../client/durakit-client.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { toFollowedId, WEBHOOK_SIGNAL } from '../schemas/operation-run.ts';
import { toErrorResponse } from './to-error-response.ts';

/** One vendor that calls back. */
export interface WebhookVendor {
  /** Of the Standard Webhooks scheme: `whsec_` and base64. Several are tried one after the other, while one is being replaced. */
  readonly secrets: readonly string[];
  /**
   * Whose end a verified body tells: the id of an operation (`operation/<model>/<id>`), or its model and the vendor's id of a job that is
   * followed by it. Undefined: a call that is of no interest, answered all the same.
   */
  readonly operationOf: (body: unknown) => string | { readonly model: string; readonly id: string } | undefined;
}

/** Who may call, and how. */
export interface WebhookHandlerOptions {
  /** By the last part of the path: `POST /<vendor>`. */
  readonly vendors: Readonly<Record<string, WebhookVendor>>;
  /** Default: one by the environment, opened with the first call. */
  readonly client?: DurakitClient;
  /** How far the call's own time may be from ours, in seconds. Default 300. */
  readonly toleranceSeconds?: number;
  /** Milliseconds since 1970. Default: the clock. */
  readonly now?: () => number;
}

const TOLERANCE_SECONDS = 300;
const MOST_BYTES = 1024 * 1024;

/**
 * A `fetch` handler for vendors' webhooks by the Standard Webhooks scheme (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`):
 * a genuine call has its operation looked at at once. What the body says is believed of nothing else: the vendor is asked. Answers 204; 401
 * for a wrong signature or time, 404 for an unknown vendor, 409 for a call that came before.
 */
export function createWebhookHandler(options: WebhookHandlerOptions): { readonly fetch: (request: Request) => Promise<Response> } {
  const { vendors, client, toleranceSeconds = TOLERANCE_SECONDS, now = Date.now } = options;
  const seen = createSeenCalls(toleranceSeconds * 2_000);
  let connecting: Promise<DurakitClient> | undefined;
  const open = async (): Promise<DurakitClient> => client ?? (await (connecting ??= connect()));
  return {
    fetch: async (request) => {
      try {
        const name = new URL(request.url).pathname.split('/').at(-1) ?? '';
        const vendor = Object.hasOwn(vendors, name) ? vendors[name] : undefined;
        if (vendor === undefined || request.method !== 'POST') throw unknownVendor(name);
        const text = await readText(request);
        const id = verify(request.headers, text, { secrets: vendor.secrets, toleranceSeconds, now: now() });
        if (!seen.add(`${name} ${id}`, now())) throw replayed(id);
        const target = vendor.operationOf(parse(text));
        if (target !== undefined) {
          const workflowId = typeof target === 'string' ? target : toFollowedId(target.model, target.id);
          await signal((await open()).temporal, workflowId).catch((error: unknown) => {
            // the vendor will call again
            seen.forget(`${name} ${id}`);
            throw error;
          });
        }
        return new Response(null, { status: 204 });
      } catch (error) {
        return toErrorResponse(error, { showInternalErrors: false, headers: {} });
      }
    },
  };
}

/** An operation that has ended needs no call. */
async function signal({ workflow }: Client, workflowId: string): Promise<void> {
  try {
    await workflow.getHandle(workflowId).signal(WEBHOOK_SIGNAL);
  } catch (error) {
    if ((error as Error).name !== 'WorkflowNotFoundError') throw error;
  }
}

async function readText(request: Request): Promise<string> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength <= MOST_BYTES) return new TextDecoder().decode(bytes);
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `A webhook's body may have ${MOST_BYTES} bytes.` });
}

interface Verification {
  readonly secrets: readonly string[];
  readonly toleranceSeconds: number;
  readonly now: number;
}

/** Source of the scheme: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md. Gives the call's id. */
function verify(headers: Headers, body: string, { secrets, toleranceSeconds, now }: Verification): string {
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const given = (headers.get('webhook-signature') ?? '').split(' ').flatMap((part) => (part.startsWith('v1,') ? [part.slice(3)] : []));
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const isTimely = Math.abs(now / 1000 - seconds) <= toleranceSeconds;
  const expected = secrets.map((secret) => sign(secret, `${id}.${timestamp}.${body}`));
  // all are compared, so that the time tells nothing
  const matches = expected.flatMap((signature) => given.map((candidate) => isSame(signature, candidate)));
  if (id !== '' && isTimely && matches.includes(true)) return id;
  throw new DurakitError({ status: 'UNAUTHENTICATED', message: 'The webhook is not signed by this vendor, or its time is not now.' });
}

function sign(secret: string, content: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(content).digest();
}

function isSame(expected: Buffer, given: string): boolean {
  const bytes = Buffer.from(given, 'base64');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** The ids of the calls that are young enough to be repeated. Each process has its own: a repeated call costs a look, and changes nothing. */
function createSeenCalls(keepMilliseconds: number): { add(id: string, now: number): boolean; forget(id: string): void } {
  const seen = new Map<string, number>();
  return {
    add: (id, now) => {
      for (const [old, time] of seen) if (now - time > keepMilliseconds) seen.delete(old);
      if (seen.has(id)) return false;
      seen.set(id, now);
      return true;
    },
    forget: (id) => void seen.delete(id),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: "The webhook's body is no JSON.", cause: error });
  }
}

function unknownVendor(name: string): DurakitError {
  return new DurakitError({
    status: 'NOT_FOUND',
    message: `There is no webhook for '${name}': POST to the path of a vendor that is configured.`,
  });
}

function replayed(id: string): DurakitError {
  return new DurakitError({ status: 'ALREADY_EXISTS', message: `The webhook ${id} was here before.` });
}
