import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleApp } from './bundle-app.ts';
import { loadApp } from './load-app.ts';

/** What to bundle, and where to. */
export interface BundleWorkflowsOptions {
  /** The app's module, or several: paths, relative to the working directory. */
  readonly app: string | readonly string[];
  /** Its folder is made. */
  readonly file: string;
}

/**
 * Writes the sandbox's program of an app to a file: for workers that are built beforehand (option `workflowBundle`). The app's
 * modules are loaded, for their schemas and settings; calls of flows at their top level are held back.
 */
export async function bundleWorkflows({ app, file }: BundleWorkflowsOptions): Promise<{ bytes: number }> {
  const loaded = await loadApp(app);
  const { code } = await bundleApp({ ...loaded, dataFolder: '.durakit' });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, code);
  return { bytes: Buffer.byteLength(code) };
}
