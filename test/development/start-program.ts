import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './wait-until.ts';

/** Another Node process, with what it has printed so far. */
export interface Program {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** The text behind `label: ` once that line is printed. */
  read(label: string): Promise<string>;
  exited: Promise<number | null>;
}

/** Runs a file of `programs/` in a process of its own: something that a test can kill. */
export function startProgram(name: string, programArguments: readonly string[], environment: NodeJS.ProcessEnv = {}): Program {
  const path = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  const child = spawn(process.execPath, [path, ...programArguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, ...environment },
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => lines.push(line));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const find = (label: string): string | undefined => lines.find((line) => line.startsWith(`${label}: `));
  const read = async (label: string): Promise<string> => {
    await waitUntil(`"${label}" in the output`, () => {
      if (find(label) === undefined && child.exitCode !== null) throw new Error(`${name} ended: ${lines.join('\n')}`);
      return find(label) !== undefined;
    });
    return find(label)?.slice(label.length + 2) ?? '';
  };
  return { child, lines, read, exited };
}
