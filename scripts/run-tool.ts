import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
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
export function runTool(tool: Tool): Promise<number> {
  // found through package.json, because a package's exports may hide its script
  const script = join(dirname(require.resolve(`${tool.module}/package.json`)), tool.script);
  const child = spawn(process.execPath, [...(tool.nodeOptions ?? []), script, ...tool.arguments], { cwd: root, stdio: 'inherit' });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => done(code ?? 1));
  });
}
