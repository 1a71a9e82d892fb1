import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A worker of a bench in a process of its own; ends with `await using`. */
export async function startChild(
  script: URL,
  env: Record<string, string>,
): Promise<AsyncDisposable & { readonly processId: number | undefined }> {
  const child = spawn(process.execPath, ['--conditions=durakit-source', fileURLToPath(script)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout)) if (line.includes('worker ready')) break;
  if (child.exitCode !== null) throw new Error(`${script.pathname} ended with ${child.exitCode}`);
  child.stdout.resume();
  return {
    processId: child.pid,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
