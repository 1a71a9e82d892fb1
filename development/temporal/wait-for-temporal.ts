import type { Connection, ConnectionOptions } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAnswered } from '../find-free-port.ts';
import { untilAborted } from '../until-aborted.ts';

export interface WaitForTemporalOptions {
  readonly connectionOptions: ConnectionOptions;
  /** A port on 127.0.0.1 that must accept connections first: gRPC waits a second before it tries a refused one again. */
  readonly localPort?: number;
  readonly namespace: string;
  /** Milliseconds after which no further attempt is made; one attempt has 10 s. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

const CONNECT_LIMIT_MS = 10_000;
const POLL_MS = 25;

/**
 * Connects as soon as the server knows the namespace and can search it: what a worker's and a client's first calls need.
 * The caller closes the connection. On abort the signal's reason is thrown, after the limit the last error.
 */
export async function waitForTemporal({ limit, signal, ...target }: WaitForTemporalOptions): Promise<Connection> {
  const deadline = Date.now() + limit;
  for (;;) {
    signal?.throwIfAborted();
    const attempt = connect(target);
    try {
      return await untilAborted(attempt, signal);
    } catch (error) {
      if (signal?.aborted === true) void attempt.then((connection) => connection.close()).catch(() => undefined);
      else if (Date.now() > deadline) throw error;
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function connect({ connectionOptions, localPort, namespace }: Omit<WaitForTemporalOptions, 'limit' | 'signal'>): Promise<Connection> {
  if (localPort !== undefined && !(await isAnswered(localPort))) throw new Error(`nothing listens on port ${localPort}`);
  // loaded here: whoever only asks where a server runs does not pay for gRPC
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ connectTimeout: CONNECT_LIMIT_MS, ...connectionOptions });
  try {
    await connection.withDeadline(Date.now() + CONNECT_LIMIT_MS, async () => {
      await connection.workflowService.describeNamespace({ namespace });
      await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
    });
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
