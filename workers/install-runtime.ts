import { DefaultLogger, Runtime, type LogEntry, type Logger, type LogLevel } from '@temporalio/worker';
import type { WorkerOptions } from './worker-options.ts';

/** A piece of flow code that could not be run: the server gives it out again and again until it can. */
export interface TaskFailure {
  readonly runId: string;
  /** The SDK core's words. */
  readonly failure: string;
}

type Listener = (failure: TaskFailure) => void;

const listeners = new Set<Listener>();
let isInstalled = false;

/** The SDK has one runtime a process; its signal handlers are off, so that whoever owns the process decides what Ctrl-C means. */
export function installRuntime(level: NonNullable<WorkerOptions['logLevel']>): void {
  if (isInstalled) return;
  isInstalled = true;
  const upper = level.toUpperCase() as LogLevel;
  Runtime.install({
    logger: createLogger(new DefaultLogger(upper)),
    // The core's messages come to our logger: at least its warnings, which tell of tasks that failed.
    telemetryOptions: { logging: { filter: { core: upper === 'ERROR' ? 'WARN' : upper, other: 'ERROR' }, forward: {} } },
    shutdownSignals: [],
  });
}

/** Tells of flow code that could not be run, in the place of the SDK's own message. Returns the function that ends it. */
export function onTaskFailure(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function createLogger(sink: DefaultLogger): Logger {
  return new DefaultLogger('TRACE', (entry) => {
    const failure = toTaskFailure(entry);
    if (failure === undefined || listeners.size === 0) sink.log(entry.level, entry.message, entry.meta);
    else for (const listener of listeners) listener(failure);
  });
}

function toTaskFailure({ message, meta }: LogEntry): TaskFailure | undefined {
  const { runId, run_id: coreRunId = runId, failure } = (meta ?? {}) as { runId?: unknown; run_id?: unknown; failure?: unknown };
  if (!message.startsWith('Failing workflow task') || typeof coreRunId !== 'string' || typeof failure !== 'string') return undefined;
  return { runId: coreRunId, failure };
}
