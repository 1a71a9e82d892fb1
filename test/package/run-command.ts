import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A command as a person runs it: its whole output, and how it ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** What a new shell has: nothing of jest's or of the npm that runs it, and no service of the other tests. */
function freshEnvironment(node: string | undefined): NodeJS.ProcessEnv {
  const dropped = /^(npm_|NODE_OPTIONS|TEMPORAL_|DATABASE_URL|DURAKIT_(?!CACHE)|JEST_)/;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name)));
  const folders = (kept['PATH'] ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...kept, PATH: [...(node === undefined ? [] : [node]), ...folders].join(path.delimiter) };
}

/** Runs a command in a folder. `node`: a folder that is searched for `node` before the machine's own. */
export async function runCommand(command: readonly string[], { folder, node }: { folder: string; node?: string }): Promise<CommandResult> {
  const [program = '', ...parameters] = command;
  const child = spawn(program, parameters, { cwd: folder, env: freshEnvironment(node), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
