import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres, type RunningPostgres } from '../../development/postgres/start-postgres.ts';
import { resolveTemporal } from '../../development/temporal/resolve-temporal.ts';
import { startTemporal, type RunningTemporal } from '../../development/temporal/start-temporal.ts';
import { migrateDatabase } from '../../providers/postgres/migrate-database.ts';

/** Temporal and PostgreSQL of a test's own, which ends them by `kill -9` and starts them again with the same data and addresses. */
export interface RestartableServices extends AsyncDisposable {
  readonly address: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  restartTemporal(): Promise<void>;
  restartPostgres(): Promise<void>;
}

const PORTS = { temporal: 27_733, postgres: 25_932 };

/** Starts both; they end with the test's process, however that ends. */
export async function startRestartableServices(): Promise<RestartableServices> {
  const folder = await mkdtemp(path.join(tmpdir(), 'durakit-restartable-'));
  const startDatabase = (port: number): Promise<RunningPostgres> =>
    withoutGivenServices(() => startPostgres({ dataFolder: path.join(folder, 'postgres'), port }));
  const startServer = (port: number): Promise<RunningTemporal> =>
    withoutGivenServices(async () => {
      const source = await resolveTemporal({ report: () => undefined });
      return await startTemporal({ source, dataFolder: path.join(folder, 'temporal'), ports: { port }, ui: false });
    });
  let postgres = await startDatabase(PORTS.postgres);
  let temporal = await startServer(PORTS.temporal);
  const { address, namespace } = temporal;
  const { databaseUrl } = postgres;
  await migrateDatabase(databaseUrl);
  return {
    address,
    namespace,
    databaseUrl,
    restartTemporal: async () => {
      await killServer(temporal);
      temporal = await startServer(portOf(`http://${address}`));
      expectSame(temporal.address, address);
    },
    restartPostgres: async () => {
      await killServer(postgres);
      postgres = await startDatabase(portOf(databaseUrl));
      expectSame(postgres.databaseUrl, databaseUrl);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([temporal.stop(), postgres.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the other tests are given servers, this one still starts its own. */
async function withoutGivenServices<T>(work: () => Promise<T>): Promise<T> {
  const { TEMPORAL_ADDRESS, DATABASE_URL } = process.env;
  delete process.env['TEMPORAL_ADDRESS'];
  delete process.env['DATABASE_URL'];
  try {
    return await work();
  } finally {
    if (TEMPORAL_ADDRESS !== undefined) process.env['TEMPORAL_ADDRESS'] = TEMPORAL_ADDRESS;
    if (DATABASE_URL !== undefined) process.env['DATABASE_URL'] = DATABASE_URL;
  }
}

async function killServer({ processId, ended }: RunningPostgres | RunningTemporal): Promise<void> {
  if (processId === undefined) throw new Error('it is not a server of this test');
  process.kill(processId, 'SIGKILL');
  await ended;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function expectSame(now: string, before: string): void {
  if (now !== before) throw new Error('a server came back at another address: its port was taken meanwhile');
}
