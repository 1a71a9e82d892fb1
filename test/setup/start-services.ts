import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

declare global {
  var durakitTestServices: ChildProcess | undefined;
}

const MAIN = fileURLToPath(new URL('./services-main.ts', import.meta.url));

/** Starts the services of `services-main.ts` and puts their addresses into the environment, where the tests find them. */
export default async function start(): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=durakit-source', MAIN], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  globalThis.durakitTestServices = child;
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) continue;
    const { address, namespace, databaseUrl } = JSON.parse(line) as Record<'address' | 'namespace' | 'databaseUrl', string>;
    process.env['TEMPORAL_ADDRESS'] = address;
    process.env['TEMPORAL_NAMESPACE'] = namespace;
    process.env['DATABASE_URL'] = databaseUrl;
    return;
  }
  throw new Error('the services for the tests did not start; see above');
}
