import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The repository's root folder, with a slash at the end. */
export const root: string = fileURLToPath(new URL('..', import.meta.url));

/** A command-line tool of node_modules. */
export interface Tool {
  readonly module: string;
  /** Path of its script inside the module. */
  readonly script: string;
  readonly arguments: readonly string[];
  /** Options for Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** Runs a tool on the Node that runs this, with its output shown; resolves with its exit code, 1 when a signal ended it. */
export async function runTool(tool: Tool): Promise<number> {
  // found through package.json, because a package's exports may hide its script
  const script = join(dirname(require.resolve(`${tool.module}/package.json`)), tool.script);
  const child = spawn(process.execPath, [...(tool.nodeOptions ?? []), script, ...tool.arguments], { cwd: root, stdio: 'inherit' });
  const stop = (signal: 'SIGINT' | 'SIGTERM'): void => {
    child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return code ?? 1;
}
