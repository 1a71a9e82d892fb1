import { readFile } from 'node:fs/promises';
import { loadedApps, type LoadedApp } from '../engine/app-registry.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { bundleApp, type AppBundle } from './bundle-app.ts';
import { loadApp } from './load-app.ts';
import type { AppPrograms } from './programs/split-app.ts';
import { reportWarnings } from './programs/report-warnings.ts';
import type { WorkerOptions } from './worker-options.ts';

/** What a worker runs: the Node side of the app, and the sandbox's program. */
export interface PreparedApp {
  readonly apps: readonly LoadedApp[];
  readonly bundle: AppBundle;
  /** Undefined where the app was built beforehand. */
  readonly programs?: AppPrograms | undefined;
}

/** Loads and bundles an app, or takes the parts of it that were built before. */
export async function prepareApp({
  app,
  workflowBundle,
  dataFolder = '.durakit',
}: Pick<WorkerOptions, 'app' | 'workflowBundle' | 'dataFolder'>): Promise<PreparedApp> {
  if (app === undefined) return { apps: takeLoadedApps(), bundle: await readBundle(requireBundle(workflowBundle)) };
  const loaded = await loadApp(app);
  reportWarnings(loaded.programs);
  const bundle = workflowBundle === undefined ? await bundleApp({ ...loaded, dataFolder }) : await readBundle(workflowBundle);
  return { apps: loaded.apps, bundle, programs: loaded.programs };
}

async function readBundle(file: string | URL): Promise<AppBundle> {
  const started = performance.now();
  try {
    return { code: await readFile(file, 'utf8'), cached: true, milliseconds: performance.now() - started };
  } catch (error) {
    throw new DurakitError({
      status: 'NOT_FOUND',
      message: `The workflow bundle ${String(file)} cannot be read. Make it with bundleWorkflows() of 'durakit/worker'.`,
      cause: error,
    });
  }
}

function requireBundle(file: string | URL | undefined): string | URL {
  if (file !== undefined) return file;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: "A worker needs `app`, the path of the app's module; or `workflowBundle`, if its program imports the app itself.",
  });
}

/** The app is part of this program: it was bundled with it. */
function takeLoadedApps(): LoadedApp[] {
  const apps = loadedApps();
  if (apps.some(({ engine }) => engine.registry.list().length > 0)) return apps;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: "This program has no flow. Without `app` it must import the app's modules before it creates the worker.",
  });
}
