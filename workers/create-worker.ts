import { Context } from '@temporalio/activity';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActionActivity, type ActionActivityOptions } from '../activities/create-action-activity.ts';
import { createStopChannel } from '../activities/stop-channel.ts';
import { createRunningActions, type RunningActions } from '../activities/running-actions.ts';
import { resolveConnectionSettings, type ResolvedSettings } from '../client/connection-settings.ts';
import { findFollowed } from '../client/operations/find-followed.ts';
import { openPayloadStorage, type OpenPayloadStorage } from '../client/payload-storage.ts';
import { agentsOf } from '../engine/agents/agent-definition.ts';
import type { LoadedApp } from '../engine/app-registry.ts';
import { toMilliseconds } from '../engine/duration.ts';
import { setPayloadLimit } from '../engine/payload-limit.ts';
import type { Duration } from '../schemas/duration.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { openDatabase, type Database } from '../providers/postgres/database.ts';
import { createPostgresBatchStore } from '../providers/postgres/postgres-batch-store.ts';
import { createPostgresCooldownStore } from '../providers/postgres/postgres-cooldown-store.ts';
import { createPostgresEffectStore } from '../providers/postgres/postgres-effect-store.ts';
import { createPostgresBlobStore } from '../providers/blobs/postgres-blob-store.ts';
import { createPostgresOperationStore } from '../providers/postgres/postgres-operation-store.ts';
import { createPostgresJournalStore } from '../providers/postgres/postgres-journal-store.ts';
import { createPostgresMessageStore } from '../providers/postgres/postgres-message-store.ts';
import { createPostgresSessionRecords } from '../providers/postgres/sessions/create-postgres-session-records.ts';
import { STEP_DEFAULTS } from '../schemas/step-options.ts';
import type { AppBundle } from './bundle-app.ts';
import { createIncompatibleRuns } from './incompatible-runs.ts';
import { installRuntime, onTaskFailure } from './install-runtime.ts';
import { prepareApp } from './prepare-app.ts';
import { registerSearchAttributes } from '../client/register-search-attributes.ts';
import { startStopPath, type StopPath } from './start-stop-path.ts';
import { watchEventLoop } from './watch-event-loop.ts';
import { withMessageStore } from './with-message-store.ts';
import { withPayloadLimit } from './with-payload-limit.ts';
import type { WorkerOptions } from './worker-options.ts';

/** A worker that is ready to poll. */
export interface DurakitWorker {
  /** Polls until {@link shutdown}; rejects where the server is lost for good. */
  run(): Promise<void>;
  /** Stops polling; running steps get their grace, then their `abortSignal`. */
  shutdown(): void;
  readonly flows: readonly string[];
  readonly agents: readonly string[];
  readonly taskQueue: string;
  readonly address: string;
  readonly bundle: Omit<AppBundle, 'code'> & { readonly bytes: number };
}

/**
 * Loads and bundles an app and connects. Throws NOT_FOUND or FAILED_PRECONDITION for an app that cannot be loaded or
 * bundled, UNAVAILABLE where no Temporal server answers.
 */
export async function createWorker(options: WorkerOptions): Promise<DurakitWorker> {
  installRuntime(options.logLevel ?? 'warn');
  resolveConnectionSettings(options.temporal); // what is wrong with them is said before the app is bundled
  const {
    apps,
    programs,
    bundle: { code, ...bundle },
  } = await prepareApp(options);
  const settings = resolveWorkerSettings(options, apps);
  const connection = await connectNative(settings);
  await registerSearchAttributes(connection, settings.namespace);
  const running = createRunningActions();
  const { databaseUrl } = settings;
  const database = databaseUrl === undefined ? undefined : openDatabase(databaseUrl);
  const storage = await openPayloadStorage(settings, (message) => void Runtime.instance().logger.warn(message));
  setPayloadLimit(storage.mostBytes);
  const stops = createStopChannel();
  const stopPath = await startStopPath({ channel: stops, database, databaseUrl, logger: Runtime.instance().logger });
  const stores = createStores(database);
  const action = createActionActivity({
    apps,
    running,
    stops,
    findFollowed: (operation) => findFollowed({ temporal: Context.current().client, findRun: stores.operations?.findOperation }, operation),
    ...stores,
  });
  const worker = await Worker.create({
    connection,
    namespace: settings.namespace,
    taskQueue: settings.taskQueue,
    dataConverter: { externalStorage: storage.externalStorage },
    ...toTemporalOptions(options, {
      workflowBundle: { code: withPayloadLimit(database === undefined ? code : withMessageStore(code), storage.mostBytes) },
      sinks: stopPath.sinks,
      activities: { default: action },
    }),
  }).catch(async (error: unknown) => {
    await closeAll({ connection, database, storage, stopPath });
    throw error;
  });
  return {
    run: () => {
      const { namespace } = settings;
      const tellNoMore = onTaskFailure(createIncompatibleRuns({ connection, namespace, programs, report: reportLine }));
      return runToEnd(worker, { connection, running, database, storage, stopPath }).finally(tellNoMore);
    },
    shutdown: () => stop(worker),
    flows: apps.flatMap(({ engine }) => [...engine.flows.keys()]),
    agents: apps.flatMap(({ engine }) => [...agentsOf(engine).keys()]),
    taskQueue: settings.taskQueue,
    address: settings.connection.address,
    bundle: { ...bundle, bytes: code.length },
  };
}

/** The app's own words on its payloads hold for its workers, too. */
function resolveWorkerSettings({ temporal, databaseUrl }: WorkerOptions, apps: readonly LoadedApp[]): ResolvedSettings {
  const externalStorage =
    temporal?.externalStorage ?? apps.find(({ engine }) => engine.externalStorage !== undefined)?.engine.externalStorage;
  return resolveConnectionSettings({
    ...temporal,
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(externalStorage !== undefined && { externalStorage }),
  });
}

type Stores = Pick<
  ActionActivityOptions,
  'journal' | 'effects' | 'cooldowns' | 'operations' | 'batches' | 'blobs' | 'messages' | 'sessions'
>;

function createStores(database: Database | undefined): Stores {
  if (database === undefined) return {};
  return {
    journal: createPostgresJournalStore(database),
    effects: createPostgresEffectStore(database),
    cooldowns: createPostgresCooldownStore(database),
    operations: createPostgresOperationStore(database),
    batches: createPostgresBatchStore(database),
    blobs: createPostgresBlobStore(database),
    messages: createPostgresMessageStore(database),
    sessions: createPostgresSessionRecords(database),
  };
}

interface Closable {
  readonly connection: NativeConnection;
  readonly database: Database | undefined;
  readonly storage: OpenPayloadStorage;
  readonly stopPath: StopPath;
}

async function closeAll({ connection, database, storage, stopPath }: Closable): Promise<void> {
  await stopPath.close();
  await connection.close();
  await storage.close();
  await database?.close();
}

interface RunningParts extends Closable {
  readonly running: RunningActions;
}

async function runToEnd(worker: Worker, { running, ...parts }: RunningParts): Promise<void> {
  const limit = toMilliseconds(STEP_DEFAULTS.heartbeat) / 2;
  const stopWatch = watchEventLoop(running, { limit, report: (message) => void Runtime.instance().logger.warn(message) });
  try {
    await worker.run();
  } finally {
    stopWatch();
    await closeAll(parts);
  }
}

function reportLine(text: string): void {
  process.stderr.write(`${text}\n`);
}

function stop(worker: Worker): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
}

type TemporalOptions = Parameters<typeof Worker.create>[0];

/** What a worker can do. */
type Abilities = Pick<TemporalOptions, 'workflowBundle' | 'sinks' | 'activities'>;

function toTemporalOptions(
  { concurrency = {}, requestsPerSecond, deployment, stickyTimeout = '1s', shutdownGrace = '10s' }: WorkerOptions,
  { workflowBundle, sinks, activities }: Abilities,
): Partial<TemporalOptions> {
  return {
    ...(concurrency.workflowTasks !== 0 && { workflowBundle, sinks }),
    ...(concurrency.actions !== 0 && { activities }),
    stickyQueueScheduleToStartTimeout: toMilliseconds(stickyTimeout as Duration),
    shutdownGraceTime: toMilliseconds(shutdownGrace as Duration),
    ...((concurrency.actions ?? 0) > 0 && { maxConcurrentActivityTaskExecutions: concurrency.actions }),
    ...((concurrency.workflowTasks ?? 0) > 0 && { maxConcurrentWorkflowTaskExecutions: concurrency.workflowTasks }),
    ...(requestsPerSecond !== undefined && { maxTaskQueueActivitiesPerSecond: requestsPerSecond }),
    ...(concurrency.cachedRuns !== undefined && { maxCachedWorkflows: concurrency.cachedRuns }),
    ...(deployment !== undefined && {
      workerDeploymentOptions: {
        useWorkerVersioning: true,
        version: { deploymentName: deployment.name, buildId: deployment.buildId },
        defaultVersioningBehavior: deployment.behavior ?? 'AUTO_UPGRADE',
      },
    }),
  };
}

async function connectNative({ connection: { address, tls, apiKey, metadata } }: ResolvedSettings): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect({
      address,
      ...(tls !== undefined && tls !== null && { tls }),
      ...(typeof apiKey === 'string' && { apiKey }),
      ...(metadata !== undefined && { metadata }),
    });
  } catch (error) {
    throw new DurakitError({
      status: 'UNAVAILABLE',
      message: `No Temporal server answers at ${address}. Start one for development with \`durakit dev app.ts\`, or set TEMPORAL_ADDRESS to yours.`,
      details: { address },
      cause: error,
    });
  }
}
