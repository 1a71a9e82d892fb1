import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program of this folder that runs for a test. */
export interface TestProgram {
  readonly child: ChildProcess;
  /** All that it has printed. */
  output(): string;
  /** From here on it does not keep the test runner from ending. */
  release(): void;
}

/**
 * Starts a program in a process of its own: test runners have module loaders of their own, which know nothing of the
 * build-time split. Their flags do not reach it.
 */
export function startProgram(name: string, parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): TestProgram {
  const file = fileURLToPath(new URL(`./programs/${name}${extname(import.meta.url)}`, import.meta.url));
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...inherited } = process.env;
  const child = fork(file, parameters, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', collect);
  const release = (): void => {
    child.unref();
    child.channel?.unref();
    for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref(); // Node makes pipes of sockets
  };
  return { child, output: () => output, release };
}
