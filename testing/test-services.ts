import { tmpdir } from 'node:os';
import path, { extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { startManagedProcess, type ManagedProcess } from '../development/processes/managed-process.ts';
import { readLogTail } from '../development/processes/read-log-tail.ts';
import { readRunningServices } from '../development/running-services.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** Where a test finds Temporal and PostgreSQL. */
export interface TestServices {
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly databaseUrl: string;
}

const PROGRAM = fileURLToPath(new URL(`./programs/services-program${extname(import.meta.url)}`, import.meta.url));
const POLL_MILLISECONDS = 50;
const STOP_LIMIT_MILLISECONDS = 20_000;

let starting: Promise<TestServices> | undefined;

/**
 * Those of `TEMPORAL_ADDRESS` and `DATABASE_URL`; what is not given is started, once for this process and however many test
 * files it runs, in a temporary folder, and ends with the process however that ends.
 */
export function findTestServices(): Promise<TestServices> {
  return (starting ??= findServices().catch((error: unknown) => {
    starting = undefined;
    throw error;
  }));
}

async function findServices(): Promise<TestServices> {
  const { TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: namespace = 'default', DATABASE_URL: databaseUrl } = process.env;
  if (temporalAddress !== undefined && databaseUrl !== undefined) return { temporalAddress, namespace, databaseUrl };
  const folder = path.join(tmpdir(), `durakit-tests-${process.pid}-${threadId}`);
  return (await readRunningServices(folder)) ?? (await startTestServices(folder));
}

async function startTestServices(folder: string): Promise<TestServices> {
  const logFile = path.join(folder, 'services.log');
  process.stderr.write(`Starting Temporal and PostgreSQL for the tests (${logFile})\n`);
  const program = await startManagedProcess({
    name: 'the services of the tests',
    command: process.execPath,
    arguments: ['--disable-warning=ExperimentalWarning', PROGRAM, folder],
    logFile,
    background: true,
    stopSignal: 'SIGTERM',
    stopLimit: STOP_LIMIT_MILLISECONDS,
  });
  return await waitForServices(program, { folder, logFile });
}

async function waitForServices(program: ManagedProcess, { folder, logFile }: { folder: string; logFile: string }): Promise<TestServices> {
  let hasEnded = false;
  void program.exited.then(() => (hasEnded = true));
  for (;;) {
    const services = await readRunningServices(folder);
    if (services !== undefined) return services;
    if (hasEnded) throw notStarted(await readLogTail(logFile));
    await delay(POLL_MILLISECONDS);
  }
}

function notStarted(log: string): DurakitError {
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `Temporal and PostgreSQL for the tests did not start. Set TEMPORAL_ADDRESS and DATABASE_URL to use yours.\n${log}`,
  });
}
