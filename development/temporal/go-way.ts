import { join } from 'node:path';
import { findExecutable } from '../processes/find-executable.ts';
import { runCommand } from '../processes/run-command.ts';
import type { FetchContext, FetchWay } from './fetch-way.ts';
import { TEMPORAL_GO_VERSION } from './pinned-versions.ts';
import { withElapsedTime } from './with-elapsed-time.ts';

const MODULE = 'github.com/temporalio/cli';
const DOWNLOAD_LIMIT_MS = 60_000;
const BUILD_LIMIT_MS = 20 * 60_000;

/** Built from source by the Go toolchain, which checks the modules against its checksum database. Takes minutes. */
export function createGoWay(): FetchWay {
  return {
    from: 'go',
    name: `go install ${MODULE}/cmd/temporal@v${TEMPORAL_GO_VERSION}`,
    version: TEMPORAL_GO_VERSION,
    fetch: installWithGo,
  };
}

async function installWithGo({ folder, report, signal }: FetchContext): Promise<string> {
  const go = await findExecutable('go');
  if (go === undefined) throw new Error('the command go is not on PATH');
  const run = (limit: number, ...commandArguments: string[]): Promise<string> =>
    runCommand({ command: go, arguments: commandArguments, folder, environment: { GOBIN: folder, GOFLAGS: '' }, limit, signal });
  // one module first: without a network the failure comes now, not after the build's limit
  const download = run(DOWNLOAD_LIMIT_MS, 'mod', 'download', `${MODULE}@v${TEMPORAL_GO_VERSION}`);
  await withElapsedTime(`Downloading the source of Temporal ${TEMPORAL_GO_VERSION}`, { run: download, report });
  const build = run(BUILD_LIMIT_MS, 'install', `${MODULE}/cmd/temporal@v${TEMPORAL_GO_VERSION}`);
  await withElapsedTime(`Building Temporal ${TEMPORAL_GO_VERSION} by go install (some minutes)`, { run: build, report });
  return join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
}
