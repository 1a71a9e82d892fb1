import path from 'node:path';
import { connect } from '../../client/connect.ts';
import { createReport } from '../../development/report.ts';
import { startServices, type Services } from '../../development/start-services.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { createServer } from '../../server/create-server.ts';
import { applyMigrations } from '../../workers/apply-migrations.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { listen } from '../listen.ts';
import { watchStopSignals } from '../stop-signals.ts';
import type { Terminal } from '../terminal.ts';
import { describeDev } from './describe-dev.ts';
import { runFirst, type FirstRun } from './first-run.ts';
import { createReloadingWorker, type ReloadingWorker } from './reloading-worker.ts';
import { untilAborted } from './until-aborted.ts';
import { startWorkerProcess } from './worker-process.ts';

/** One call of `durakit dev`. */
export interface DevOptions {
  readonly app: readonly string[];
  readonly fresh: boolean;
  /** End after the first run. */
  readonly once: boolean;
  /** Of the HTTP server; undefined: none. */
  readonly port: number | undefined;
  readonly firstRun: FirstRun | undefined;
}

/** What runs so far. */
interface Running {
  /** In the order of the starts; they are called in the other order. */
  readonly stops: (() => Promise<unknown>)[];
  readonly signal: AbortSignal;
  worker?: ReloadingWorker;
  /** All is started: Ctrl-C is now the way to end, not an interruption. */
  isUp?: boolean;
}

const DATA_FOLDER = '.durakit';
const HOST = '127.0.0.1';
const HTTP_GRACE_MILLISECONDS = 500;

/** Starts everything, runs a flow, stays until Ctrl-C. However this ends, what was started is stopped. */
export async function runDev(terminal: Terminal, options: DevOptions): Promise<ExitCode> {
  const stop = watchStopSignals({
    onStop: () => terminal.note('\nStopping everything. Once more ends at once.'),
    onForce: () => {
      running.worker?.kill();
      // The servers end by themselves: each has a supervisor, which sees this process go.
      process.exit(stop.exitCode);
    },
  });
  const running: Running = { stops: [], signal: stop.signal };
  try {
    return await develop(terminal, options, running);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return running.isUp === true ? EXIT_CODES.good : stop.exitCode;
  } finally {
    for (const end of running.stops.toReversed()) await end().catch((error: unknown) => terminal.note(String(error)));
    stop.dispose();
  }
}

async function develop(terminal: Terminal, options: DevOptions, running: Running): Promise<ExitCode> {
  const { fresh, once, port, firstRun } = options;
  const began = performance.now();
  const { signal, stops } = running;
  const services = await startServices({ folder: DATA_FOLDER, fresh, signal, report: createReport(process.stderr) });
  stops.push(() => services.stop());
  const { applied } = await applyMigrations(services.databaseUrl);
  if (applied > 0) terminal.note(`Migrations applied: ${applied}`);
  signal.throwIfAborted();

  const worker = startWorker(terminal, options, services);
  running.worker = worker;
  stops.push(() => worker.stop());
  const lost = services.ended.then(toLostError);
  const goOn = <T>(work: Promise<T>): Promise<T> => untilAborted(Promise.race([work, lost]), signal);
  // Why it failed has been said. With --once nobody is there to put it right.
  if ((await goOn(worker.firstStart)).type === 'failed' && once) return EXIT_CODES.failed;
  await goOn(worker.ready);

  const client = await goOn(connect({ address: services.temporalAddress, namespace: services.namespace }));
  stops.push(() => client.close());
  const { fetch } = createServer({ flows: () => worker.flows(), client, showInternalErrors: true, onError: () => undefined });
  const server = port === undefined ? undefined : await listen({ fetch, port, host: HOST, orNext: true });
  if (server !== undefined) stops.push(() => server.close(HTTP_GRACE_MILLISECONDS));

  const code = firstRun === undefined ? EXIT_CODES.good : await goOn(runFirst(client, terminal, { ...firstRun, flows: worker.flows() }));
  if (once) return code;
  const seconds = (performance.now() - began) / 1000;
  for (const line of describeDev({ services, server, flows: worker.flows(), firstRun, seconds })) terminal.note(line);
  running.isUp = true;
  return await goOn(new Promise<never>(() => undefined));
}

function startWorker(terminal: Terminal, { app, once }: DevOptions, services: Services): ReloadingWorker {
  const files = app.map((file) => path.resolve(file));
  const environment = {
    TEMPORAL_ADDRESS: services.temporalAddress,
    TEMPORAL_NAMESPACE: services.namespace,
    DATABASE_URL: services.databaseUrl,
  };
  const plan = { app: files, dataFolder: path.resolve(DATA_FOLDER) };
  return createReloadingWorker({ start: () => startWorkerProcess({ plan, environment }), terminal, app: files, waitsForChanges: !once });
}

function toLostError(line: string): never {
  throw new DurakitError({ status: 'UNAVAILABLE', message: `${line}. Everything is stopped; start again.` });
}
