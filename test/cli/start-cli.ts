import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../setup/wait-until.ts';

/** The CLI in a process of its own. */
export interface Cli extends AsyncDisposable {
  /** What was asked for: standard output. */
  output(): string;
  /** Everything else: standard error. */
  notes(): string;
  /** Resolves when a note or the output fits; fails when the process ends before. */
  waitFor(pattern: RegExp): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  readonly exited: Promise<number | null>;
}

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** Starts the real CLI in a folder, with nothing of the environment that would lead it to other services. */
export function startCli(commandLine: readonly string[], folder: string): Cli {
  const child = spawn(process.execPath, ['--conditions=durakit-source', MAIN, ...commandLine], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let notes = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (notes += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    output: () => output,
    notes: () => notes,
    waitFor: async (pattern) => {
      const what = `${String(pattern)} in the output of durakit ${commandLine.join(' ')}`;
      const look = (): boolean => {
        if (child.exitCode !== null) throw new Error(`it ended with exit code ${child.exitCode}`);
        return pattern.test(notes) || pattern.test(output);
      };
      await waitUntil(what, look, 100_000).catch((error: unknown) => {
        throw new Error(`${String(error)}\nIts output:\n${output}\n${notes}`);
      });
    },
    signal: (signal) => void child.kill(signal),
    exited,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** One call of the CLI, to its end. */
export async function callCli(
  commandLine: readonly string[],
  folder: string,
): Promise<{ code: number | null; output: string; notes: string }> {
  await using cli = startCli(commandLine, folder);
  const code = await cli.exited;
  return { code, output: cli.output(), notes: cli.notes() };
}

/** Command lines of all living processes that speak of a folder: what was left behind. */
export function listProcesses(folder: string): string[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n');
  return lines.filter((line) => line.includes(folder) && !/^\s*\d+\s+Z/.test(line)).map((line) => line.trim().slice(0, 200));
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:TEMPORAL_|DURAKIT_(?:TASK_QUEUE|MODE)|DATABASE_URL$|NODE_OPTIONS$|DEBUG$)/.test(name),
  );
  return Object.fromEntries(kept);
}
