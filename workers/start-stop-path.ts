import type { InjectedSinks, Logger } from '@temporalio/worker';
import type { StopChannel } from '../activities/stop-channel.ts';
import type { Database } from '../providers/postgres/database.ts';
import { openStopNotifications } from '../providers/postgres/stop-notifications.ts';
import type { WorkerSinks } from '../workflows/stop-interceptors.ts';
import { toStopSinks } from './to-stop-sinks.ts';

/** What a worker does with the stops of its workflows. */
export interface StopPath {
  readonly sinks: InjectedSinks<WorkerSinks>;
  close(): Promise<void>;
}

/** Where stops come from and go to. */
export interface StopPathOptions {
  readonly channel: StopChannel;
  readonly database: Database | undefined;
  readonly databaseUrl: string | undefined;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Brings cancels of steps to the worker that runs them: in this process at once, to others by PostgreSQL's NOTIFY. Whatever fails
 * here costs time only: the next heartbeat carries the cancel too.
 */
export async function startStopPath({ channel, database, databaseUrl, logger }: StopPathOptions): Promise<StopPath> {
  if (database === undefined || databaseUrl === undefined) {
    logger.info('No DATABASE_URL: a stop reaches steps in this process at once, and steps on other workers with their next heartbeat.');
    return { sinks: toStopSinks((target) => channel.stop(target)), close: () => Promise.resolve() };
  }
  const notifications = openStopNotifications(database, {
    url: databaseUrl,
    onStop: (target) => channel.stop(target),
    onLost: (reason) =>
      void logger.warn(`No stops come from PostgreSQL (${reason}): until it is back, heartbeats carry them, which is slower.`),
    onRestored: () => void logger.warn('Stops come from PostgreSQL again.'),
    onUnsent: (reason) => void logger.warn(`A stop could not be sent by PostgreSQL (${reason}): heartbeats carry it, which is slower.`),
  });
  await notifications.started;
  const sinks = toStopSinks((target) => {
    channel.stop(target);
    notifications.publish(target);
  });
  return { sinks, close: () => notifications.close() };
}
