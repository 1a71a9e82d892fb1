import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Pool } from 'pg';

const FIRST_WAIT_MILLISECONDS = 100;
const LONGEST_WAIT_MILLISECONDS = 10_000;
const CONNECT_MILLISECONDS = 5_000;
/** A peer that vanished without a word is found by TCP. */
const KEEP_ALIVE_MILLISECONDS = 10_000;

/** What is listened for, and who is told. */
export interface ListenOptions {
  readonly url: string;
  /** A plain identifier: it goes into the statement as it is. */
  readonly channel: string;
  readonly onMessage: (payload: string) => void;
  /** Once for each time that the connection is lost or cannot be made, not for each try. */
  readonly onLost: (reason: string) => void;
  readonly onRestored: () => void;
}

/** A connection of its own that hears what is said on one channel, and comes back when it breaks. */
export interface ListenConnection {
  /** Resolves when the first try has ended, however it ended. */
  readonly started: Promise<void>;
  /** Says something on the channel, over this connection: it is open already. Rejects where it is not, or breaks. */
  notify(payloads: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Listens until it is closed. What is said while the connection is down is not heard later: PostgreSQL keeps nothing. It needs a
 * session of its own, so a pooler that shares sessions between transactions gives nothing.
 */
export function openListenConnection(options: ListenOptions): ListenConnection {
  const closed = new AbortController();
  const first = Promise.withResolvers<void>();
  let current: Client | undefined;
  const ended = keepListening(options, { signal: closed.signal, onTried: first.resolve, onClient: (client) => (current = client) });
  return {
    started: first.promise,
    notify: async (payloads) => {
      if (current === undefined) throw new Error('there is no connection');
      await notify(current, options.channel, payloads);
    },
    close: async () => {
      closed.abort();
      await ended;
    },
  };
}

/** One statement for all. */
export async function notify(connection: Pick<Client | Pool, 'query'>, channel: string, payloads: readonly string[]): Promise<void> {
  await connection.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [channel, payloads]);
}

interface Keeping {
  readonly signal: AbortSignal;
  readonly onTried: () => void;
  /** Told of the connection while it listens. */
  readonly onClient: (client: Client | undefined) => void;
}

async function keepListening(options: ListenOptions, { signal, onTried, onClient }: Keeping): Promise<void> {
  let wait = FIRST_WAIT_MILLISECONDS;
  let told = false;
  while (!signal.aborted) {
    const reason = await listenOnce(options, signal, (client) => {
      onClient(client);
      if (told) options.onRestored();
      told = false;
      wait = FIRST_WAIT_MILLISECONDS;
      onTried();
    });
    onClient(undefined);
    if (!signal.aborted && !told) options.onLost(reason);
    told = true;
    onTried();
    await delay(wait, undefined, { signal, ref: false }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
  }
}

/** Gives the reason why the connection ended. */
async function listenOnce(
  { url, channel, onMessage }: ListenOptions,
  signal: AbortSignal,
  onListening: (client: Client) => void,
): Promise<string> {
  const client = new Client({
    connectionString: url,
    application_name: `durakit listen ${channel}`,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
  });
  const broken = Promise.withResolvers<string>();
  client.on('error', (error) => broken.resolve(error.message));
  client.on('end', () => broken.resolve('the connection ended'));
  client.on('notification', ({ payload }) => {
    if (payload !== undefined) onMessage(payload);
  });
  const stop = (): void => broken.resolve('closed');
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    if (signal.aborted) return 'closed';
    onListening(client);
    return await broken.promise;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    signal.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
}
