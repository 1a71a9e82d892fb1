import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A worker of a bench in a process of its own; ends with `await using`. */
export async function startChild(
  script: URL,
  { env, signal }: { env: Record<string, string>; signal: AbortSignal },
): Promise<AsyncDisposable & { readonly processId: number | undefined }> {
  const child = spawn(process.execPath, ['--conditions=durakit-source', fileURLToPath(script)], {
    env: { ...process.env, ...env },
    signal,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.on('error', () => undefined); // the abort; what matters is the exit
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isReady = await Promise.race([waitForLine(child.stdout, /^worker ready/i), ended.then(() => false)]);
  if (!isReady) throw new Error(`${script.pathname} ended with ${child.exitCode} before it was ready`);
  child.stdout.resume();
  return {
    processId: child.pid,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function waitForLine(stream: Readable, wanted: RegExp): Promise<boolean> {
  for await (const line of createInterface(stream)) if (wanted.test(line)) return true;
  return false;
}
