import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import type { DurakitClient, RemoteFlow } from '../client/durakit-client.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { toAppFiles, type AppFiles } from './app-files.ts';
import { startProgram, type TestProgram } from './start-program.ts';
import { findTestServices } from './test-services.ts';
import type { TestWorkerMessage } from './test-worker-message.ts';

/** What a test's worker serves. */
export interface TestWorkerOptions {
  readonly app: AppFiles;
  /** Default: one of its own. Another worker of the same queue goes on with the runs of a killed one. */
  readonly taskQueue?: string;
  /** Added to the worker's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A real worker, in a process of its own, until it is disposed of. */
export interface TestWorker extends AsyncDisposable {
  readonly client: DurakitClient;
  /** A flow of the app, by its name. */
  flow(name: string): RemoteFlow;
  /** The names of the app's flows. */
  readonly flows: readonly string[];
  readonly taskQueue: string;
  /** All that the worker has printed. */
  output(): string;
  /** `kill -9`: nothing in it can react. Resolves when the process is gone. */
  kill(): Promise<void>;
}

const STOP_LIMIT_MILLISECONDS = 5_000;

/**
 * Starts a worker for an app's file, with the build-time split, on real services: those of `TEMPORAL_ADDRESS` and
 * `DATABASE_URL`, else ones that are started once for this process, which takes some seconds. The database is brought up to
 * date. Runs that are going on when it is disposed of are left to the server. Throws what the app cannot be loaded for.
 */
export async function startTestWorker({ app, taskQueue = `test-${randomUUID()}`, env = {} }: TestWorkerOptions): Promise<TestWorker> {
  const files = toAppFiles(app);
  const { temporalAddress, namespace, databaseUrl } = await findTestServices();
  const program = startProgram('worker-program', files, {
    // a test may have it for itself; a worker is there for durable runs
    DURAKIT_MODE: 'durable',
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    DATABASE_URL: databaseUrl,
    DURAKIT_TASK_QUEUE: taskQueue,
    ...env,
  });
  const { child, output } = program;
  const flows = await untilReady(program);
  const { connect } = await import('../client/connect.ts');
  const client = await connect({ address: temporalAddress, namespace, taskQueue, databaseUrl });
  return {
    client,
    flow: (name) => client.flow(name),
    flows,
    taskQueue,
    output,
    kill: () => end(child, () => child.kill('SIGKILL')),
    [Symbol.asyncDispose]: async () => {
      await end(child, () => child.connected && child.send('stop'));
      await client.close();
    },
  };
}

async function untilReady({ child, output, release }: TestProgram): Promise<readonly string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<TestWorkerMessage>();
  child.once('message', (message) => resolve(message as TestWorkerMessage));
  child.once('error', reject);
  child.once('exit', (code, signal) => resolve(diedMessage(signal ?? `exit code ${code}`)));
  const message = await promise;
  release();
  if (message.type === 'ready') return message.flows;
  throw new DurakitError({ status: message.status, message: `The worker of the test did not get ready: ${message.message}\n${output()}` });
}

function diedMessage(how: string): TestWorkerMessage {
  return { type: 'failed', status: 'INTERNAL', message: `its process ended (${how}).` };
}

/** Ends a process, by force where asking takes too long. */
async function end(child: ChildProcess, ask: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MILLISECONDS);
  child.ref();
  ask();
  await gone;
  clearTimeout(timer);
}
