import { rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DurakitError } from '../schemas/durakit-error.ts';
import { tryLock, type FileLock } from './file-lock.ts';
import { startPostgres, type RunningPostgres } from './postgres/start-postgres.ts';
import { referToThisProcess, type ProcessReference } from './processes/process-identity.ts';
import { createReport, type Report } from './report.ts';
import type { RunningServices } from '../schemas/running-services.ts';
import { readRunningServices, SERVICES_FOLDER, toServicesFile } from './running-services.ts';
import { resolveTemporal } from './temporal/resolve-temporal.ts';
import { startTemporal, type RunningTemporal } from './temporal/start-temporal.ts';

export interface StartServicesOptions {
  /** Holds the data of both services and `services.json`. Default `.durakit` in the working directory. */
  readonly folder?: string;
  /** Empties the data of both services first; refused while they run. Default false. */
  readonly fresh?: boolean;
  /** Where another process runs services on this folder: use them instead of failing. Default false. */
  readonly reuse?: boolean;
  /** First choices; the next free ports are taken where they are in use. Default 7233, 8233 and 5432. */
  readonly ports?: { readonly temporal?: number; readonly ui?: number; readonly postgres?: number };
  /** Whether Temporal's UI is started. Default true. */
  readonly ui?: boolean;
  /** Aborts the start only; started services end by `stop()` or with this process. */
  readonly signal?: AbortSignal | undefined;
  /** Default: lines on standard error. */
  readonly report?: Report;
}

export interface Services extends RunningServices {
  /** True when another process runs them (`reuse`). */
  readonly reused: boolean;
  /** Resolves with one line for people when one of the servers ends although nobody called `stop()`. */
  readonly ended: Promise<string>;
  /** Stops both, or does nothing where they were reused. May be called twice. */
  stop(): Promise<void>;
}

const POLL_MS = 100;

/**
 * Starts Temporal and PostgreSQL side by side, or uses those of `TEMPORAL_ADDRESS` and `DATABASE_URL`,
 * and writes `<folder>/services.json` for other processes.
 * @throws DurakitError FAILED_PRECONDITION when another process runs services on this folder (its addresses are in
 * `details`); UNAVAILABLE when one of the services cannot be had.
 */
export async function startServices(options: StartServicesOptions = {}): Promise<Services> {
  const { fresh = false, reuse = false, signal, report = createReport() } = options;
  const folder = resolve(options.folder ?? SERVICES_FOLDER);
  signal?.throwIfAborted();
  const lock = await tryLock(join(folder, 'services.lock'));
  if (!('release' in lock)) {
    if (!reuse || fresh) throw await inUseError(folder, lock, fresh);
    return reuseServices(folder, lock, { ...options, report });
  }
  try {
    await rm(toServicesFile(folder), { force: true }); // of a process that was killed
    return await startBoth(folder, lock, { ...options, report });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startBoth(folder: string, lock: FileLock, options: StartServicesOptions & { report: Report }): Promise<Services> {
  const { fresh = false, ports, ui = true, report } = options;
  const failed = new AbortController();
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  const stopOther = (error: unknown): never => {
    failed.abort(error);
    throw error;
  };
  const postgres = startPostgres({
    dataFolder: join(folder, 'postgres'),
    ...(ports?.postgres === undefined ? {} : { port: ports.postgres }),
    fresh,
    signal,
  }).then((running) => {
    report(running.description);
    return running;
  }, stopOther);
  const temporal = resolveAndStartTemporal(join(folder, 'temporal'), { fresh, ui, ports, report, signal }).catch(stopOther);
  const [first, second] = await Promise.allSettled([temporal, postgres]);
  if (first.status === 'rejected' || second.status === 'rejected' || signal.aborted) {
    for (const result of [first, second]) if (result.status === 'fulfilled') await result.value.stop();
    throw signal.reason;
  }
  return publish(folder, lock, { temporal: first.value, postgres: second.value });
}

interface TemporalStart {
  readonly fresh: boolean;
  readonly ui: boolean;
  readonly ports: StartServicesOptions['ports'];
  readonly report: Report;
  readonly signal: AbortSignal;
}

async function resolveAndStartTemporal(dataFolder: string, { fresh, ui, ports, report, signal }: TemporalStart): Promise<RunningTemporal> {
  const source = await resolveTemporal({ report, signal });
  const first = {
    ...(ports?.temporal === undefined ? {} : { port: ports.temporal }),
    ...(ports?.ui === undefined ? {} : { uiPort: ports.ui }),
  };
  const temporal = await startTemporal({ source, dataFolder, ports: first, fresh, ui, signal });
  if (temporal.warning !== undefined) report(temporal.warning);
  report(`Temporal at ${temporal.address}${temporal.uiUrl === undefined ? '' : `, its UI at ${temporal.uiUrl}`}`);
  return temporal;
}

async function publish(
  folder: string,
  lock: FileLock,
  { temporal, postgres }: { temporal: RunningTemporal; postgres: RunningPostgres },
): Promise<Services> {
  const me = referToThisProcess();
  const services: RunningServices = {
    temporalAddress: temporal.address,
    ...(temporal.uiUrl === undefined ? {} : { uiUrl: temporal.uiUrl }),
    namespace: temporal.namespace,
    databaseUrl: postgres.databaseUrl,
    processId: me.processId,
    processIdentity: me.identity,
    ...(temporal.processId === undefined ? {} : { temporalProcessId: temporal.processId }),
    ...(postgres.processId === undefined ? {} : { postgresProcessId: postgres.processId }),
    startedAt: new Date().toISOString(),
  };
  const stop = async (): Promise<void> => {
    await rm(toServicesFile(folder), { force: true });
    await Promise.all([temporal.stop(), postgres.stop()]);
    await lock.release();
  };
  try {
    const unfinished = `${toServicesFile(folder)}.unfinished`;
    await writeFile(unfinished, `${JSON.stringify(services, undefined, 2)}\n`, { mode: 0o600 }); // it holds a password
    await rename(unfinished, toServicesFile(folder));
  } catch (error) {
    await stop();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  const ended = new Promise<string>((report) => {
    for (const { ended: text } of [temporal, postgres]) void text?.then((line) => stopped ?? report(line));
  });
  return { ...services, reused: false, ended, stop: () => (stopped ??= stop()) };
}

/** The other process may still be starting them; if it ends meanwhile, we start our own. */
async function reuseServices(
  folder: string,
  holder: ProcessReference,
  options: StartServicesOptions & { report: Report },
): Promise<Services> {
  const { report, signal } = options;
  for (let told = false; ; told = true) {
    const running = await readRunningServices(folder);
    if (running !== undefined) {
      report(`Using the services of process ${running.processId}: Temporal at ${running.temporalAddress}`);
      return { ...running, reused: true, ended: new Promise(() => undefined), stop: async () => undefined };
    }
    if (!told) report(`Process ${holder.processId} is starting the services; waiting for it.`);
    await sleep(POLL_MS, undefined, { signal });
    const lock = await tryLock(join(folder, 'services.lock'));
    if (!('release' in lock)) continue;
    await lock.release();
    return startServices(options);
  }
}

async function inUseError(folder: string, holder: ProcessReference, fresh: boolean): Promise<DurakitError> {
  const running = await readRunningServices(folder);
  const what = running === undefined ? 'is starting or stopping services' : 'runs services';
  const where = running === undefined ? '' : ` (Temporal at ${running.temporalAddress}, UI ${running.uiUrl ?? 'none'})`;
  const advice = fresh ? 'Their data cannot be emptied now: stop it first.' : 'Use them, stop it first, or use another folder.';
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Process ${holder.processId} ${what} in ${folder}${where}. ${advice}`,
    details: { processId: holder.processId, folder, ...(running && { temporalAddress: running.temporalAddress, uiUrl: running.uiUrl }) },
  });
}
