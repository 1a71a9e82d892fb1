import path from 'node:path';
import { createReport } from '../../development/report.ts';
import type { Services } from '../../development/start-services.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { watchStopSignals } from '../stop-signals.ts';
import type { Terminal } from '../terminal.ts';
import type { FirstRun } from './first-run.ts';
import { createReloadingWorker, type ReloadingWorker } from './reloading-worker.ts';
import { untilAborted } from './until-aborted.ts';
import type { WorkerPlan } from './worker-message.ts';
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
  /** Called from the last to the first. */
  readonly stops: (() => Promise<unknown>)[];
  readonly signal: AbortSignal;
  worker?: ReloadingWorker;
  /** All is started: Ctrl-C is now the way to end, not an interruption. */
  isUp?: boolean;
}

const DATA_FOLDER = '.durakit';

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
  const began = performance.now();
  const { signal, stops } = running;
  const plan = Promise.withResolvers<WorkerPlan>();
  const worker = (running.worker = startWorker(terminal, options, plan.promise));
  stops.push(() => worker.stop());

  const { startServices } = await import('../../development/start-services.ts');
  const starting = startServices({ folder: DATA_FOLDER, fresh: options.fresh, signal, report: createReport(process.stderr) });
  // The processor has time for this while the servers start.
  const loading = import('./open-faces.ts');
  const services = await starting;
  // First in the list, so that they are stopped last: a worker that drains needs them.
  stops.unshift(() => services.stop());
  const { migrate, openFaces } = await loading;
  await migrate(terminal, services.databaseUrl);
  signal.throwIfAborted();
  plan.resolve(toPlan(options, services));

  const lost = services.ended.then(toLostError);
  const goOn = <T>(work: Promise<T>): Promise<T> => untilAborted(Promise.race([work, lost]), signal);
  // Why it failed has been said. With --once nobody is there to put it right.
  if ((await goOn(worker.firstStart)).type === 'failed' && options.once) return EXIT_CODES.failed;
  await goOn(worker.ready);
  const code = await goOn(openFaces(terminal, { ...options, services, worker, began, onOpen: (end) => stops.push(end) }));
  if (options.once) return code;
  running.isUp = true;
  return await goOn(new Promise<never>(() => undefined));
}

function startWorker(terminal: Terminal, { app, once }: DevOptions, plan: Promise<WorkerPlan>): ReloadingWorker {
  const files = app.map((file) => path.resolve(file));
  return createReloadingWorker({ start: () => startWorkerProcess(plan, files), terminal, app: files, waitsForChanges: !once });
}

function toPlan({ app }: DevOptions, { temporalAddress, namespace, databaseUrl }: Services): WorkerPlan {
  return {
    app: app.map((file) => path.resolve(file)),
    dataFolder: path.resolve(DATA_FOLDER),
    environment: { TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: namespace, DATABASE_URL: databaseUrl },
  };
}

function toLostError(line: string): never {
  throw new DurakitError({ status: 'UNAVAILABLE', message: `${line}. Everything is stopped; start again.` });
}
