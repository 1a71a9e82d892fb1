import { connect } from '../../client/connect.ts';
import type { RunningServices } from '../../schemas/running-services.ts';
import { createServer } from '../../server/create-server.ts';
import { applyMigrations } from '../../workers/apply-migrations.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { listen } from '../listen.ts';
import type { Terminal } from '../terminal.ts';
import { describeDev } from './describe-dev.ts';
import { runFirst, type FirstRun } from './first-run.ts';
import type { ReloadingWorker } from './reloading-worker.ts';

/** What people and programs of this machine meet, and what it stands on. */
export interface FacesOptions {
  readonly services: RunningServices;
  readonly worker: ReloadingWorker;
  /** Of the HTTP server; undefined: none. */
  readonly port: number | undefined;
  readonly firstRun: FirstRun | undefined;
  readonly once: boolean;
  /** By `performance.now()`. */
  readonly began: number;
  /** Told, for each thing that is opened, how to close it. */
  readonly onOpen: (close: () => Promise<void>) => void;
}

const HOST = '127.0.0.1';
const HTTP_GRACE_MILLISECONDS = 500;

/** Brings the database up to date. */
export async function migrate(terminal: Terminal, databaseUrl: string): Promise<void> {
  const { applied } = await applyMigrations(databaseUrl);
  if (applied > 0) terminal.note(`${applied} migration${applied === 1 ? '' : 's'} applied`);
}

/** Opens the HTTP server, does the first run, and tells what there is. Gives the code of the first run. */
export async function openFaces(terminal: Terminal, options: FacesOptions): Promise<ExitCode> {
  const { services, worker, port, firstRun, once, began, onOpen } = options;
  const client = await connect({ address: services.temporalAddress, namespace: services.namespace, databaseUrl: services.databaseUrl });
  onOpen(() => client.close());
  // Errors are answered whole, and told by the worker's log: they need not be told a third time.
  const { fetch } = createServer({ flows: () => worker.flows(), client, showInternalErrors: true, onError: () => undefined });
  const server = port === undefined || once ? undefined : await listen({ fetch, port, host: HOST, orNext: true });
  if (server !== undefined) onOpen(() => server.close(HTTP_GRACE_MILLISECONDS));
  const code = firstRun === undefined ? EXIT_CODES.good : await runFirst(client, terminal, { ...firstRun, flows: worker.flows() });
  if (once) return code;
  const seconds = (performance.now() - began) / 1000;
  for (const line of describeDev({ services, server, flows: worker.flows(), agents: worker.agents(), firstRun, seconds }))
    terminal.note(line);
  return code;
}
